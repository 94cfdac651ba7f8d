-- A release may be recalled, has an embargo, names its policy and what was asked for. SQLite cannot
-- change a check, so the table is made anew.
create table feedback_release_next (
  id text primary key,
  provider text not null,
  language text not null,
  state text not null
    check (state in ('PROPOSED', 'APPROVED', 'REFUSED', 'RECALL_ASKED', 'RECALLED')),
  content blob not null,
  content_hash text not null check (length(content_hash) = 64),
  permitted text not null,
  records text not null,
  policy text not null,
  embargo_day integer not null,
  asked text not null,
  withheld text not null,
  proposer text not null,
  proposed_at integer not null,
  approver text not null,
  approved_at integer not null,
  remark text not null check (length(remark) <= 10000),
  recall_reason text not null check (length(recall_reason) <= 10000),
  recall_asker text not null,
  recall_asked_at integer not null,
  recaller text not null,
  recalled_at integer not null,
  check (approver = '' or approver <> proposer),
  check (recaller = '' or recaller <> recall_asker),
  check (state not in ('RECALL_ASKED', 'RECALLED') or length(trim(recall_reason)) > 0),
  check (state <> 'RECALLED' or recaller <> '')
) strict;

insert into feedback_release_next (
  id, provider, language, state, content, content_hash, permitted, records, policy, embargo_day,
  asked, withheld, proposer, proposed_at, approver, approved_at, remark, recall_reason,
  recall_asker, recall_asked_at, recaller, recalled_at)
select
  id, provider, language, state, content, content_hash, permitted, records, 'release-1', 0,
  '', '', proposer, proposed_at, approver, approved_at, '', '',
  '', 0, '', 0
from feedback_release;

drop table feedback_release;

alter table feedback_release_next rename to feedback_release;

create trigger feedback_release_content_is_never_changed
before update of
  content, content_hash, permitted, records, policy, embargo_day, asked, withheld, provider,
  language, proposer, proposed_at
on feedback_release
begin
  select raise(abort, 'the content of a release is never changed');
end;

create trigger feedback_release_is_never_deleted before delete on feedback_release
begin
  select raise(abort, 'a release is never deleted');
end;

-- Each state follows from the one before as retex.server.release.Lifecycle says.
create trigger feedback_release_follows_its_lifecycle before update of state on feedback_release
when not (
  (old.state = 'PROPOSED' and new.state in ('APPROVED', 'REFUSED'))
  or (old.state = 'APPROVED' and new.state = 'RECALL_ASKED')
  or (old.state = 'RECALL_ASKED' and new.state in ('RECALLED', 'APPROVED')))
begin
  select raise(abort, 'a release follows its lifecycle');
end;

-- What a release rests on: the record's revision, the state whose consent it needed, the last day
-- of what was seen and the last day of that consent, as they were when it was proposed.
create table release_basis (
  release text not null references feedback_release (id),
  record text not null,
  revision text not null,
  state text not null,
  seen_on integer not null,
  consent_to integer not null,
  primary key (release, record)
) strict;

create index release_basis_by_record on release_basis (record);

create trigger release_basis_is_never_changed before update on release_basis
begin
  select raise(abort, 'release_basis is append-only');
end;

create trigger release_basis_is_never_deleted before delete on release_basis
begin
  select raise(abort, 'release_basis is append-only');
end;
