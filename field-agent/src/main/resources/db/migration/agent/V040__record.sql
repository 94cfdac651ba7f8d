create table revision (
  id text primary key check (length(id) = 64),
  epoch integer not null check (epoch >= 1),
  number integer not null check (number >= 1),
  record text not null,
  canonical blob not null,
  payload blob not null,
  unique (epoch, number)
);

create index revision_by_record on revision (record, number);

create trigger revision_is_never_changed before update on revision
begin
  select raise(abort, 'revision is append-only');
end;

create trigger revision_is_never_deleted before delete on revision
begin
  select raise(abort, 'revision is append-only');
end;

create table head (
  revision text primary key references revision (id),
  epoch integer not null,
  number integer not null,
  signature blob not null check (length(signature) = 64)
);

create table record (
  id text primary key,
  kind text not null,
  instrument text not null,
  unit text not null,
  revision text not null references revision (id),
  epoch integer not null,
  number integer not null,
  written_at integer not null,
  reference text not null,
  withdrawn integer not null,
  fate text not null,
  remark text not null
);

create index record_by_number on record (number);

create unique index record_by_reference on record (reference) where reference <> '';

create table acknowledged (
  epoch integer primary key,
  up_to integer not null check (up_to >= 0)
);
