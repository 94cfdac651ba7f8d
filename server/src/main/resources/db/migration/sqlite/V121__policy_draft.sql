-- Drafts of the next policy: one officer writes, another signs, and then it is in force.
create table policy_draft (
  id text primary key,
  content text not null,
  content_hash text not null check (length(content_hash) = 64),
  base integer not null,
  drafter text not null check (length(drafter) > 0),
  drafted_at integer not null,
  state text not null check (state in ('OPEN', 'SIGNED', 'DROPPED')),
  decider text not null,
  decided_at integer not null,
  check (state = 'OPEN' or decider <> ''),
  check (state <> 'SIGNED' or decider <> drafter)
) strict;

create trigger policy_draft_is_decided_once before update on policy_draft
when old.state <> 'OPEN' or new.content <> old.content or new.content_hash <> old.content_hash
  or new.base <> old.base or new.drafter <> old.drafter or new.drafted_at <> old.drafted_at
begin
  select raise(abort, 'a draft is decided once');
end;

create trigger policy_draft_is_never_deleted before delete on policy_draft
begin
  select raise(abort, 'policy_draft is append-only');
end;
