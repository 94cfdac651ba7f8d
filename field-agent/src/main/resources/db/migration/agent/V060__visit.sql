create table visit_plan (
  id text primary key,
  unit text not null,
  from_day integer not null,
  to_day integer not null check (to_day >= from_day),
  team text not null
);
