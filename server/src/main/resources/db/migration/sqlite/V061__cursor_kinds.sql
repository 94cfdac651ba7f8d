-- More kinds come down. A cursor that is not kept makes a laptop be sent everything of its kind.
drop table reference_cursor;

create table reference_cursor (
  kind text not null check (kind in ('INSTRUMENT', 'UNIT', 'PREVIOUS', 'REVISION')),
  at text not null check (length(at) = 16),
  items text not null,
  primary key (kind, at)
) strict;
