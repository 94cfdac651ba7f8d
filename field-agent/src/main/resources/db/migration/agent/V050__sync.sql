create table headquarters (
  id integer primary key check (id = 1),
  address text not null,
  authority blob not null,
  certificate blob not null,
  tls_key blob not null,
  letters_held integer not null check (letters_held >= 0),
  last_contact integer not null
);
