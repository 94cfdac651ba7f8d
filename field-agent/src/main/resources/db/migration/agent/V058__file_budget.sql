-- How many bytes of photographs and documents may cross, and how many did on the last day that any did.
-- 0 for a limit: none.
create table file_budget (
  id integer primary key check (id = 1),
  per_sync integer not null check (per_sync >= 0),
  per_day integer not null check (per_day >= 0),
  records_only integer not null,
  day text not null,
  spent integer not null check (spent >= 0)
);
