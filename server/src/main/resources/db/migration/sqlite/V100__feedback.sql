create table feedback (
  id text primary key,
  release text not null unique,
  provider text not null,
  language text not null,
  title text not null,
  blob text not null,
  drawn_at integer not null
);
