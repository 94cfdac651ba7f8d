create table device_key (
  id integer primary key check (id = 1),
  private_key blob not null check (length(private_key) = 32),
  epoch integer not null check (epoch >= 1)
);
