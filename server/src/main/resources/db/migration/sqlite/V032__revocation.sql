-- Who revoked a laptop, why, with which order; when the laptop was told to destroy its key slots,
-- and when it said that they are gone (0 = not yet).
create table revocation (
  device text primary key references device (id),
  kind text not null check (kind in ('HAND_OVER', 'STOLEN')),
  reason text not null check (length(trim(reason)) > 0),
  actor text not null check (length(actor) > 0),
  at integer not null,
  ordered_at integer not null,
  destroyed_at integer not null check (destroyed_at = 0 or ordered_at > 0)
) strict;

create trigger revocation_is_never_deleted before delete on revocation
begin
  select raise(abort, 'a revocation stands');
end;

create trigger revocation_only_grows before update on revocation
when old.kind = 'STOLEN' and new.kind <> 'STOLEN'
  or old.ordered_at > 0 and new.ordered_at <> old.ordered_at
  or old.destroyed_at > 0 and new.destroyed_at <> old.destroyed_at
begin
  select raise(abort, 'a revocation is not taken back');
end;

-- those that were revoked before an order was asked for may bring what they still have
insert into revocation (device, kind, reason, actor, at, ordered_at, destroyed_at)
select id, 'HAND_OVER', 'revoked before reasons were noted', 'migration', 0, 0, 0
from device
where revoked;
