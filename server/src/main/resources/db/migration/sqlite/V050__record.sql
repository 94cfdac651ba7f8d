-- Revisions are the truth: appended in the order of commitment, never changed, never deleted.
create table revision (
  position integer primary key,
  id text not null unique check (length(id) = 64),
  record text not null check (length(record) = 36),
  device text not null check (length(device) = 32),
  epoch integer not null check (epoch between 1 and 65535),
  number integer not null check (number >= 1),
  canonical blob not null,
  payload blob not null,
  received_at integer not null,
  unique (device, epoch, number)
) strict;

create index revision_by_record on revision (record, position);

create trigger revision_is_never_changed before update on revision
begin
  select raise(abort, 'revision is append-only');
end;

create trigger revision_is_never_deleted before delete on revision
begin
  select raise(abort, 'revision is append-only');
end;

-- "insert or replace" would delete without asking the trigger above.
create trigger revision_is_never_replaced before insert on revision
when exists (select 1 from revision where id = new.id or position = new.position
  or (device = new.device and epoch = new.epoch and number = new.number))
begin
  select raise(abort, 'revision is append-only');
end;

-- The signed heads that vouch for them.
create table head (
  device text not null check (length(device) = 32),
  epoch integer not null,
  number integer not null,
  revision text not null,
  signature blob not null check (length(signature) = 64),
  primary key (device, epoch, number),
  foreign key (device, epoch, number) references revision (device, epoch, number)
) strict;

create trigger head_is_never_changed before update on head
begin
  select raise(abort, 'head is append-only');
end;

create trigger head_is_never_deleted before delete on head
begin
  select raise(abort, 'head is append-only');
end;

-- "insert or replace" would delete without asking the trigger above.
create trigger head_is_never_replaced before insert on head
when exists (select 1 from head where device = new.device and epoch = new.epoch and number = new.number)
begin
  select raise(abort, 'head is append-only');
end;

-- Revisions that came with a fault of content: the fault as it was on arrival.
create table quarantine (
  revision text primary key references revision (id),
  code text not null,
  place text not null,
  at integer not null
) strict;

create trigger quarantine_is_never_changed before update on quarantine
begin
  select raise(abort, 'quarantine is append-only');
end;

create trigger quarantine_is_never_deleted before delete on quarantine
begin
  select raise(abort, 'quarantine is append-only');
end;

-- "insert or replace" would delete without asking the trigger above.
create trigger quarantine_is_never_replaced before insert on quarantine
when exists (select 1 from quarantine where revision = new.revision)
begin
  select raise(abort, 'quarantine is append-only');
end;

-- Projection: each record as its newest revision says. Can be made again from the tables above.
create table record (
  id text primary key check (length(id) = 36),
  kind text not null check (kind in ('EVALUATION', 'TRAINER_NOTE', 'WITHDRAWAL')),
  current text not null references revision (id),
  device text not null,
  epoch integer not null,
  number integer not null,
  author text not null,
  instrument text not null,
  unit_code text not null,
  unit_name text not null,
  unit_type text not null,
  unit_state text not null,
  unit_mission text not null,
  rotation text not null,
  language text not null,
  classification text not null,
  from_day integer not null,
  to_day integer not null,
  reference text not null,
  written_at integer not null,
  received_at integer not null,
  withdrawn integer not null check (withdrawn in (0, 1)),
  quarantine_code text not null,
  quarantine_place text not null,
  revisions integer not null check (revisions >= 1)
) strict;

create index record_by_arrival on record (received_at desc, id);
create index record_by_unit on record (unit_code, from_day);

-- Projection: every name that a stored revision tells us to protect.
create table learnt_name (
  kind text not null check (kind in ('PERSON', 'UNIT', 'STATE', 'MISSION', 'REFERENCE')),
  name text not null check (length(name) > 0),
  primary key (kind, name)
) strict;
