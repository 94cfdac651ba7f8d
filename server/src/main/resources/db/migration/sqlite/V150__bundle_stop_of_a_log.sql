-- A stop is told as long as that log ends here where it was stopped; of those noted before that is not known,
-- and the laptop's next bundle tells it again.
drop table bundle_stop;

create table bundle_stop (
  device text primary key check (length(device) = 32),
  epoch integer not null check (epoch >= 1),
  held integer not null check (held >= 0),
  number integer not null check (number >= 0),
  code integer not null check (code >= 1)
) strict;
