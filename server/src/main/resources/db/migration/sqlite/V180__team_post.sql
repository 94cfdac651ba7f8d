-- Sealed files of a team that wait for one laptop each; the bytes lie in the data folder, by sender and hash.
create table team_post (
  item text primary key check (length(item) = 32),
  number integer not null unique check (number >= 1),
  sender text not null check (length(sender) = 32),
  recipient text not null check (length(recipient) = 32),
  topic text not null check (length(topic) = 32),
  sha256 text not null check (length(sha256) = 64),
  size integer not null check (size >= 1),
  at integer not null,
  unique (sender, recipient, topic)
) strict;

create index team_post_of on team_post (recipient, number);
