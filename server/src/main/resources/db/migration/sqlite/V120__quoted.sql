-- Which sentences an officer ticked to be quoted, by their hashes; none in documents of before, which
-- quoted whatever might be.
alter table feedback_release add column quoted text not null default '';

create trigger feedback_release_quotes_are_never_changed before update of quoted on feedback_release
begin
  select raise(abort, 'the content of a release is never changed');
end;
