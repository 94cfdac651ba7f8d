create table person_certificate (
  id text primary key,
  person_key text not null check (length(person_key) = 64),
  certificate text not null,
  issued_by text not null,
  issued_at integer not null,
  revoked_at integer not null
);

create index person_certificate_by_key on person_certificate (person_key);
