-- Names of the catalogue that are protected no longer, for they were imported by mistake: one asks,
-- another agrees. OVERTAKEN: an import brought the name anew, so it is protected again.
create table name_withdrawal (
  id text collate "C" primary key,
  name text collate "C" not null check (length(name) > 0),
  state text collate "C" not null check (state in ('ASKED', 'DONE', 'DROPPED', 'OVERTAKEN')),
  reason text collate "C" not null check (length(trim(reason)) > 0 and length(reason) <= 10000),
  asker text collate "C" not null check (length(asker) > 0),
  asked_at bigint not null,
  decider text collate "C" not null,
  decided_at bigint not null,
  check (state not in ('DONE', 'OVERTAKEN') or (decider <> '' and decider <> asker))
);

create unique index name_withdrawal_one_open on name_withdrawal (name)
where state in ('ASKED', 'DONE');

create trigger name_withdrawal_is_decided_once before update on name_withdrawal
for each row when (
  not (
    (old.state = 'ASKED' and new.state in ('DONE', 'DROPPED'))
    or (old.state = 'DONE' and new.state = 'OVERTAKEN'
      and new.decider = old.decider and new.decided_at = old.decided_at))
  or new.name <> old.name or new.reason <> old.reason or new.asker <> old.asker
  or new.asked_at <> old.asked_at)
execute function refuse('a withdrawal is decided once');

create trigger name_withdrawal_is_never_deleted before delete on name_withdrawal
for each row execute function refuse('name_withdrawal is append-only');

create trigger name_withdrawal_is_never_truncated before truncate on name_withdrawal
for each statement execute function refuse('name_withdrawal is append-only');
