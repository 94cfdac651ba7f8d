-- What officers made of proposed findings: codes and places, never a word of the text.
create table finding_decision (
  id text primary key,
  record text not null,
  revision text not null,
  place text not null,
  field text not null,
  start_at integer not null check (start_at >= 0),
  end_at integer not null check (end_at > start_at),
  skill text not null,
  judgement text not null,
  cause text not null,
  remedy text not null,
  action text not null check (action in ('ACCEPT', 'REJECT', 'REOPEN')),
  actor text not null,
  at integer not null
);

create index finding_decision_by_revision on finding_decision (revision, at);

create trigger finding_decision_is_never_changed before update on finding_decision
begin
  select raise(abort, 'finding_decision is append-only');
end;

create trigger finding_decision_is_never_deleted before delete on finding_decision
begin
  select raise(abort, 'finding_decision is append-only');
end;
