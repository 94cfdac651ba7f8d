-- Records that were erased on order of headquarters, and the order, which the log says again in the
-- payload's place. "origin": the record that the order names; entries that were appended again after
-- a fork have another id. "scrubbed": nothing of it is left in copies and free pages either.
create table erased (
  record text primary key,
  origin text not null,
  at integer not null,
  signature blob not null check (length(signature) = 64),
  scrubbed integer not null check (scrubbed in (0, 1))
);

-- An entry is never changed, but that its payload is emptied once its record is erased.
drop trigger revision_is_never_changed;

create trigger revision_is_never_changed before update on revision
when not (
  length(new.payload) = 0
  and exists (select 1 from erased where record = old.record)
  and new.id = old.id
  and new.epoch = old.epoch
  and new.number = old.number
  and new.record = old.record
  and new.canonical = old.canonical)
begin
  select raise(abort, 'revision is append-only');
end;
