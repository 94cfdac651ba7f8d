-- A letter may tell that a record was erased. The table is made anew, for its check is part of it.
create table letter_with_erased (
  device text not null check (length(device) = 32),
  number integer not null check (number >= 1),
  kind text not null
    check (kind in ('RETURNED', 'ACCEPTED', 'QUARANTINED', 'IN_FEEDBACK', 'ERASED')),
  record text not null,
  revision text not null,
  remark text not null check (length(remark) <= 10000),
  at integer not null,
  primary key (device, number)
) strict;

insert into letter_with_erased (device, number, kind, record, revision, remark, at)
select device, number, kind, record, revision, remark, at
from letter;

drop table letter;

alter table letter_with_erased rename to letter;

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
