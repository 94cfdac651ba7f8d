-- Files of teams that a laptop was told are here, whoever has fetched them since: one that is not among them was lost with a
-- copy that was put back.
create table team_posted (
  sender text not null check (length(sender) = 32),
  sha256 text not null check (length(sha256) = 64),
  at integer not null,
  primary key (sender, sha256)
) strict;

insert into team_posted (sender, sha256, at)
select sender, sha256, max(at)
from team_post
group by sender, sha256;
