-- Last accepted evaluations of units that headquarters lets this laptop hold, by unit and form.
create table previous_evaluation (
  key text primary key,
  unit text not null,
  ended integer not null,
  content text not null
);

create index previous_evaluation_by_unit on previous_evaluation (unit);
