create table account (
  name text primary key check (length(name) between 1 and 100),
  roles text not null,
  provider text not null,
  language text not null,
  salt text not null,
  passes integer not null,
  lanes integer not null,
  memory_kib integer not null,
  password text not null
);

create table session (
  token_hash text primary key,
  account text not null references account (name),
  csrf text not null,
  expires_at integer not null
);
