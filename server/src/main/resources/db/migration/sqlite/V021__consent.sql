-- Consents recorded and withdrawn by officers, with the paper that says so. A withdrawal ends every
-- consent recorded or imported before it, also when an old file is imported again.
create table consent_event (
  number integer primary key,
  kind text not null check (kind in ('RECORDED', 'WITHDRAWN')),
  state text not null,
  provider text not null,
  from_day integer not null,
  to_day integer not null,
  reference text not null check (length(trim(reference)) > 0 and length(reference) <= 1000),
  actor text not null check (length(actor) > 0),
  at integer not null,
  check (to_day >= from_day)
) strict;

create trigger consent_event_is_never_changed before update on consent_event
begin
  select raise(abort, 'consent_event is append-only');
end;

create trigger consent_event_is_never_deleted before delete on consent_event
begin
  select raise(abort, 'consent_event is append-only');
end;

-- "insert or replace" would delete without asking the trigger above.
create trigger consent_event_is_never_replaced before insert on consent_event
when exists (select 1 from consent_event where number = new.number)
begin
  select raise(abort, 'consent_event is append-only');
end;
