-- What officers decided about single places. It takes the place of redaction_edit, whose un-maskings
-- were one officer's: they wait here for a second one, and are masked until then.
create table redaction_decision (
  id text primary key,
  record text not null,
  revision text not null,
  field text not null,
  action text not null check (action in ('ACCEPT', 'MASK', 'WIDEN', 'CATEGORY', 'UNMASK')),
  start_at integer not null check (start_at >= 0),
  end_at integer not null check (end_at > start_at),
  content text not null,
  rule text not null,
  category text not null,
  reason text not null,
  actor text not null,
  at integer not null,
  state text not null check (state in ('STANDING', 'WAITING', 'AGREED', 'DECLINED', 'UNDONE')),
  second text not null,
  second_at integer not null,
  check (action <> 'UNMASK' or length(reason) > 0),
  check ((action = 'UNMASK') = (state in ('WAITING', 'AGREED', 'DECLINED')) or state = 'UNDONE'),
  check (state <> 'AGREED' or (length(second) > 0 and second <> actor))
);

create index redaction_decision_by_record on redaction_decision (record);

insert into redaction_decision
select e.id, v.record, e.revision, e.field, e.action, e.start_at, e.start_at + length(e.content),
  e.content, '', e.category, e.reason, e.actor, e.at,
  case e.action when 'UNMASK' then 'WAITING' else 'STANDING' end, '', 0
from redaction_edit e
join revision v on v.id = e.revision;

drop table redaction_edit;
