create table redaction_edit (
  id text primary key,
  revision text not null,
  field text not null,
  action text not null check (action in ('MASK', 'UNMASK')),
  content text not null,
  start_at integer not null,
  category text not null,
  reason text not null check (length(reason) > 0),
  actor text not null,
  at integer not null
);

create index redaction_edit_by_revision on redaction_edit (revision);

create table redaction_clearance (
  revision text primary key,
  record text not null,
  actor text not null,
  at integer not null
);
