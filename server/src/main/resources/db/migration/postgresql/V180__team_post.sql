-- Sealed files of a team that wait for one laptop each; the bytes lie in the data folder, by sender and hash.
create table team_post (
  item text collate "C" primary key check (length(item) = 32),
  number bigint not null unique check (number >= 1),
  sender text collate "C" not null check (length(sender) = 32),
  recipient text collate "C" not null check (length(recipient) = 32),
  topic text collate "C" not null check (length(topic) = 32),
  sha256 text collate "C" not null check (length(sha256) = 64),
  size bigint not null check (size >= 1),
  at bigint not null,
  unique (sender, recipient, topic)
);

create index team_post_of on team_post (recipient, number);
