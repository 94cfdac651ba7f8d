-- Epochs that devices opened because their log had forked: the last entry that both histories share.
create table epoch_opening (
  device text not null check (length(device) = 32),
  epoch integer not null check (epoch between 2 and 65535),
  forked_epoch integer not null check (forked_epoch between 1 and epoch - 1),
  fork_number integer not null check (fork_number >= 0),
  fork_revision text not null check (length(fork_revision) in (0, 64)),
  signature blob not null check (length(signature) = 64),
  primary key (device, epoch)
) strict;

create trigger epoch_opening_is_never_changed before update on epoch_opening
begin
  select raise(abort, 'epoch_opening is append-only');
end;

create trigger epoch_opening_is_never_deleted before delete on epoch_opening
begin
  select raise(abort, 'epoch_opening is append-only');
end;

-- "insert or replace" would delete without asking the trigger above.
create trigger epoch_opening_is_never_replaced before insert on epoch_opening
when exists (select 1 from epoch_opening where device = new.device and epoch = new.epoch)
begin
  select raise(abort, 'epoch_opening is append-only');
end;
