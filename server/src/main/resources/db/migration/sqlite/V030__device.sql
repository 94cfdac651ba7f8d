create table device (
  id text primary key check (length(id) = 32),
  name text not null,
  public_key blob not null check (length(public_key) = 32),
  revoked integer not null,
  enrolled_at integer not null,
  last_contact integer not null
);

create table enrolment_token (
  secret_hash text primary key check (length(secret_hash) = 64),
  expires_at integer not null,
  device text not null
);
