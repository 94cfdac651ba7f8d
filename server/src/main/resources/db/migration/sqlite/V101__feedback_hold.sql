create table feedback_hold (
  release text primary key,
  faults text not null,
  held_at integer not null
);
