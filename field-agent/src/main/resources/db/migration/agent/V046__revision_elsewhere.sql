-- Revisions of this laptop's records that were written elsewhere: by a copy of it, or at headquarters.
create table revision_elsewhere (
  id text primary key check (length(id) = 64),
  record text not null,
  canonical blob not null,
  payload blob not null
);

create index revision_elsewhere_by_record on revision_elsewhere (record);

create table revision_elsewhere_cursor (
  id integer primary key check (id = 1),
  at text not null check (length(at) = 16)
);

-- A record's current revision may be one of them.
create table record_anew (
  id text primary key,
  kind text not null,
  instrument text not null,
  unit text not null,
  revision text not null,
  epoch integer not null,
  number integer not null,
  written_at integer not null,
  reference text not null,
  withdrawn integer not null,
  fate text not null,
  remark text not null
);

insert into record_anew (id, kind, instrument, unit, revision, epoch, number, written_at, reference, withdrawn, fate, remark)
select id, kind, instrument, unit, revision, epoch, number, written_at, reference, withdrawn, fate, remark
from record;

drop table record;

alter table record_anew rename to record;

create index record_by_number on record (number);

create unique index record_by_reference on record (reference) where reference <> '';

create index record_by_unit on record (unit, kind, number);
