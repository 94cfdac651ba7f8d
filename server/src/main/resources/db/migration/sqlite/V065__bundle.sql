-- What each laptop last said of itself in a bundle, and the serial of the last answer to it.
create table bundle (
  device text primary key check (length(device) = 32),
  serial integer not null check (serial >= 1),
  greeting blob not null,
  answered integer not null check (answered >= 0),
  at integer not null
) strict;
