-- When this laptop calls by itself, and through what, as a person chose it; empty texts for what nobody chose.
create table manners (
  id integer primary key check (id = 1),
  hours text not null check (length(hours) <= 200),
  metered integer not null,
  proxy text not null check (length(proxy) <= 300)
);
