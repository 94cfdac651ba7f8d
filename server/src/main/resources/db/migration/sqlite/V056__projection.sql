-- With which version of the program the projections were made: an older one's are made anew at start.
create table projection (
  name text primary key check (name = 'record'),
  version integer not null check (version >= 0)
) strict;

insert into projection (name, version)
values ('record', 0);
