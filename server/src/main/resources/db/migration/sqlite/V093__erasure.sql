-- Requests to erase a record: one officer asks, another agrees.
create table erasure_request (
  id text primary key,
  record text not null,
  state text not null check (state in ('ASKED', 'DONE', 'DROPPED')),
  reason text not null check (length(trim(reason)) > 0 and length(reason) <= 10000),
  asker text not null check (length(asker) > 0),
  asked_at integer not null,
  decider text not null,
  decided_at integer not null,
  check (state <> 'DONE' or (decider <> '' and decider <> asker))
) strict;

create unique index erasure_request_one_open on erasure_request (record) where state = 'ASKED';

create trigger erasure_request_is_decided_once before update on erasure_request
when old.state <> 'ASKED' or new.record <> old.record or new.reason <> old.reason
  or new.asker <> old.asker
begin
  select raise(abort, 'an erasure is decided once');
end;

create trigger erasure_request_is_never_deleted before delete on erasure_request
begin
  select raise(abort, 'erasure_request is append-only');
end;

-- The content of a release that is not out, or no longer, goes with the record that it rests on.
drop trigger feedback_release_content_is_never_changed;

create trigger feedback_release_content_is_never_changed
before update of
  content, content_hash, permitted, records, policy, embargo_day, asked, withheld, provider,
  language, proposer, proposed_at
on feedback_release
when not (
  length(new.content) = 0
  and old.state in ('PROPOSED', 'REFUSED', 'RECALLED')
  and new.content_hash = old.content_hash
  and new.permitted = old.permitted
  and new.records = old.records
  and new.policy = old.policy
  and new.embargo_day = old.embargo_day
  and new.asked = old.asked
  and new.withheld = old.withheld
  and new.provider = old.provider
  and new.language = old.language
  and new.proposer = old.proposer
  and new.proposed_at = old.proposed_at
  and exists (
    select 1
    from release_basis
    join tombstone on tombstone.record = release_basis.record
    where release_basis.release = old.id))
begin
  select raise(abort, 'the content of a release is never changed');
end;
