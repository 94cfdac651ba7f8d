-- Letters that wait for each device, numbered from 1 without gaps.
create table letter (
  device text not null check (length(device) = 32),
  number integer not null check (number >= 1),
  kind text not null check (kind in ('RETURNED', 'ACCEPTED', 'QUARANTINED', 'IN_FEEDBACK')),
  record text not null,
  revision text not null,
  remark text not null check (length(remark) <= 10000),
  at integer not null,
  primary key (device, number)
) strict;

create trigger letter_is_never_changed before update on letter
begin
  select raise(abort, 'letter is append-only');
end;

create trigger letter_is_never_deleted before delete on letter
begin
  select raise(abort, 'letter is append-only');
end;

-- "insert or replace" would delete without asking the trigger above.
create trigger letter_is_never_replaced before insert on letter
when exists (select 1 from letter where device = new.device and number = new.number)
begin
  select raise(abort, 'letter is append-only');
end;
