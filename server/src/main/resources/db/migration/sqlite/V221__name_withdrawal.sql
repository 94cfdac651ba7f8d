-- Names of the catalogue that are protected no longer, for they were imported by mistake: one asks,
-- another agrees. OVERTAKEN: an import brought the name anew, so it is protected again.
create table name_withdrawal (
  id text primary key,
  name text not null check (length(name) > 0),
  state text not null check (state in ('ASKED', 'DONE', 'DROPPED', 'OVERTAKEN')),
  reason text not null check (length(trim(reason)) > 0 and length(reason) <= 10000),
  asker text not null check (length(asker) > 0),
  asked_at integer not null,
  decider text not null,
  decided_at integer not null,
  check (state not in ('DONE', 'OVERTAKEN') or (decider <> '' and decider <> asker))
) strict;

create unique index name_withdrawal_one_open on name_withdrawal (name)
where state in ('ASKED', 'DONE');

create trigger name_withdrawal_is_decided_once before update on name_withdrawal
when not (
  (old.state = 'ASKED' and new.state in ('DONE', 'DROPPED'))
  or (old.state = 'DONE' and new.state = 'OVERTAKEN'
    and new.decider = old.decider and new.decided_at = old.decided_at))
  or new.name <> old.name or new.reason <> old.reason or new.asker <> old.asker
  or new.asked_at <> old.asked_at
begin
  select raise(abort, 'a withdrawal is decided once');
end;

create trigger name_withdrawal_is_never_deleted before delete on name_withdrawal
begin
  select raise(abort, 'name_withdrawal is append-only');
end;
