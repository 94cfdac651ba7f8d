-- What a cursor of a laptop stands for: the pieces of reference data that it said were held, and
-- what each looked like. A cursor that is not here makes the laptop be sent everything.
create table reference_cursor (
  kind text not null check (kind in ('INSTRUMENT', 'UNIT')),
  at text not null check (length(at) = 16),
  items text not null,
  primary key (kind, at)
) strict;
