-- What is left of an erased payload: which revision it was of, its hash, who asked and who agreed,
-- and why, signed by the server. The revision itself stays, so that every chain still verifies.
create table tombstone (
  revision text primary key references revision (id),
  record text not null,
  payload_hash text not null check (length(payload_hash) = 64),
  reason text not null check (length(trim(reason)) > 0),
  asker text not null check (length(asker) > 0),
  confirmer text not null check (length(confirmer) > 0),
  at integer not null,
  public_key text not null check (length(public_key) = 64),
  signature text not null check (length(signature) = 128),
  check (asker <> confirmer)
) strict;

create index tombstone_by_record on tombstone (record);
create index tombstone_by_payload on tombstone (payload_hash);

create trigger tombstone_is_never_changed before update on tombstone
begin
  select raise(abort, 'tombstone is append-only');
end;

create trigger tombstone_is_never_deleted before delete on tombstone
begin
  select raise(abort, 'tombstone is append-only');
end;

-- "insert or replace" would delete without asking the trigger above.
create trigger tombstone_is_never_replaced before insert on tombstone
when exists (select 1 from tombstone where revision = new.revision)
begin
  select raise(abort, 'tombstone is append-only');
end;

-- A revision is never changed, but that its payload is emptied once it has a tombstone.
drop trigger revision_is_never_changed;

create trigger revision_is_never_changed before update on revision
when not (
  length(new.payload) = 0
  and exists (select 1 from tombstone where revision = old.id)
  and new.position = old.position
  and new.id = old.id
  and new.record = old.record
  and new.device = old.device
  and new.epoch = old.epoch
  and new.number = old.number
  and new.canonical = old.canonical
  and new.received_at = old.received_at)
begin
  select raise(abort, 'revision is append-only');
end;
