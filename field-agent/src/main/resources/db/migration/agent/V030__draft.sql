create table draft (
  id text primary key,
  kind text not null,
  instrument text not null,
  record text not null,
  parent text not null,
  content text not null,
  version integer not null,
  changed_at integer not null
);
