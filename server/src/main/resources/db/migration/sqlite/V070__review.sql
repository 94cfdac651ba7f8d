-- What a reviewer decided on one revision; one decision each, never changed.
create table review_decision (
  revision text primary key references revision (id),
  record text not null,
  decision text not null check (decision in ('ACCEPTED', 'RETURNED')),
  remark text not null check (length(remark) <= 10000),
  actor text not null check (length(actor) > 0),
  at integer not null,
  check (decision = 'ACCEPTED' or length(trim(remark)) > 0)
) strict;

create index review_decision_by_record on review_decision (record, at);

create trigger review_decision_is_never_changed before update on review_decision
begin
  select raise(abort, 'review_decision is append-only');
end;

create trigger review_decision_is_never_deleted before delete on review_decision
begin
  select raise(abort, 'review_decision is append-only');
end;

-- "insert or replace" would delete without asking the trigger above.
create trigger review_decision_is_never_replaced before insert on review_decision
when exists (select 1 from review_decision where revision = new.revision)
begin
  select raise(abort, 'review_decision is append-only');
end;

-- Which unit of the catalogue a record's unit is, where it was typed by hand or its code unknown.
-- Holds only for the unit as it was written then.
create table unit_mapping (
  record text primary key,
  written text not null,
  unit text not null,
  actor text not null,
  at integer not null
) strict;
