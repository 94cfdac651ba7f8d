-- Files of teams by way of headquarters: the newest for each shared evaluation that goes, and what came, kept until it is
-- taken in. A file comes in pieces, behind one another; one at a time.
create table team_outgoing (
  share text primary key,
  file text not null,
  topic blob not null,
  content blob not null,
  recipients text not null,
  at integer not null,
  state text not null check (state in ('waiting', 'posted', 'refused')),
  code text not null,
  left_out text not null
);

create table team_incoming (
  item text primary key,
  number integer not null unique,
  file text not null,
  size integer not null,
  sender text not null,
  at integer not null,
  state text not null check (state in ('coming', 'whole', 'taken', 'refused')),
  content blob not null,
  share text not null,
  code text not null
);

create table team_piece (
  item text not null references team_incoming (item) on delete cascade,
  at integer not null,
  content blob not null,
  primary key (item, at)
);

create table team_cursor (
  id integer primary key check (id = 1),
  item text not null
);
