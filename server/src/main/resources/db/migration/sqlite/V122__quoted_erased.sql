-- The hash of a sentence tells it to whoever guesses it: it goes with the content at an erasure.
drop trigger feedback_release_quotes_are_never_changed;

create trigger feedback_release_quotes_are_never_changed before update of quoted on feedback_release
when new.quoted <> '' and new.quoted <> old.quoted
begin
  select raise(abort, 'the content of a release is never changed');
end;

update feedback_release set quoted = '' where length(content) = 0;
