create table feedback_release (
  id text primary key,
  provider text not null,
  language text not null,
  state text not null check (state in ('PROPOSED', 'APPROVED', 'REFUSED')),
  content blob not null,
  content_hash text not null check (length(content_hash) = 64),
  permitted text not null,
  records text not null,
  proposer text not null,
  proposed_at integer not null,
  approver text not null,
  approved_at integer not null,
  check (approver = '' or approver <> proposer)
);

create trigger feedback_release_content_is_never_changed
before update of content, content_hash, permitted, provider, language, proposer on feedback_release
begin
  select raise(abort, 'the content of a release is never changed');
end;
