create table audit (
  number integer primary key,
  at integer not null,
  actor text not null,
  action text not null,
  subject text not null,
  facts text not null,
  previous text not null check (length(previous) = 64),
  hash text not null unique check (length(hash) = 64)
);

create trigger audit_is_never_changed before update on audit
begin
  select raise(abort, 'audit is append-only');
end;

create trigger audit_is_never_deleted before delete on audit
begin
  select raise(abort, 'audit is append-only');
end;
