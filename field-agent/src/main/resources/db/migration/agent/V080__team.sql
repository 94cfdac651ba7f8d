create table team_self (
  id integer primary key check (id = 1),
  name text not null
);

create table team_device (
  device text primary key,
  card text not null,
  compared integer not null check (compared in (0, 1))
);

create table team_share (
  id text primary key,
  draft text not null unique,
  state blob not null,
  adopted text not null
);
