-- What revoked laptops handed over, apart from the store until two people admit it.
create table hand_over_entry (
  id text primary key check (length(id) = 64),
  device text not null references device (id),
  epoch integer not null check (epoch >= 1),
  number integer not null check (number >= 1),
  record text not null,
  canonical blob not null,
  payload blob not null,
  arrived_at integer not null,
  unique (device, epoch, number)
) strict;

create index hand_over_entry_by_record on hand_over_entry (record);

create table hand_over_head (
  revision text primary key check (length(revision) = 64),
  device text not null references device (id),
  epoch integer not null check (epoch >= 1),
  number integer not null check (number >= 1),
  signature blob not null check (length(signature) = 64)
) strict;

create table hand_over_opening (
  device text not null references device (id),
  epoch integer not null check (epoch > 1),
  forked_epoch integer not null,
  fork_number integer not null,
  fork_revision text not null,
  signature blob not null check (length(signature) = 64),
  primary key (device, epoch)
) strict;

-- Where the decision stands. Who admits a backlog is not who proposed to, as the audit log says.
create table hand_over (
  device text primary key references device (id),
  state text not null check (state in ('WAITING', 'PROPOSED', 'REFUSED', 'ADMITTED')),
  actor text not null check (state = 'WAITING' or length(actor) > 0),
  reason text not null check (state <> 'REFUSED' or length(trim(reason)) > 0),
  at integer not null
) strict;

create trigger hand_over_takes_two before update on hand_over
when new.state = 'ADMITTED' and (old.state <> 'PROPOSED' or old.actor = new.actor)
begin
  select raise(abort, 'a backlog is admitted by two');
end;
