create table library (
  id text primary key,
  kind text not null,
  code text not null,
  content text not null
);
