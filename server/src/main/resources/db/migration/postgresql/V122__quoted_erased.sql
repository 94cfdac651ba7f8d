-- The hash of a sentence tells it to whoever guesses it: it goes with the content at an erasure.
drop trigger feedback_release_quotes_are_never_changed on feedback_release;

create trigger feedback_release_quotes_are_never_changed before update of quoted on feedback_release
for each row when (new.quoted <> '' and new.quoted is distinct from old.quoted)
execute function refuse('the content of a release is never changed');

update feedback_release set quoted = '' where length(content) = 0;
