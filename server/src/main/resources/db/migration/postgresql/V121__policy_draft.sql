-- Drafts of the next policy: one officer writes, another signs, and then it is in force.
create table policy_draft (
  id text collate "C" primary key,
  content text collate "C" not null,
  content_hash text collate "C" not null check (length(content_hash) = 64),
  base bigint not null,
  drafter text collate "C" not null check (length(drafter) > 0),
  drafted_at bigint not null,
  state text collate "C" not null check (state in ('OPEN', 'SIGNED', 'DROPPED')),
  decider text collate "C" not null,
  decided_at bigint not null,
  check (state = 'OPEN' or decider <> ''),
  check (state <> 'SIGNED' or decider <> drafter)
);

create trigger policy_draft_is_decided_once before update on policy_draft
for each row when (
  old.state <> 'OPEN' or new.content <> old.content or new.content_hash <> old.content_hash
  or new.base <> old.base or new.drafter <> old.drafter or new.drafted_at <> old.drafted_at)
execute function refuse('a draft is decided once');

create trigger policy_draft_is_never_deleted before delete on policy_draft
for each row execute function refuse('policy_draft is append-only');

create trigger policy_draft_is_never_truncated before truncate on policy_draft
for each statement execute function refuse('policy_draft is append-only');
