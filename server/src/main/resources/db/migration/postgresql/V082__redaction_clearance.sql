-- What an officer had before him when he cleared a revision: places and reasons, never a word of the
-- text. A clearance can be taken back. Those of before do not say what was read: they are taken back.
alter table redaction_clearance add column rules text collate "C" not null default '';
alter table redaction_clearance add column spans text collate "C" not null default '';
alter table redaction_clearance add column undone_by text collate "C" not null default '';
alter table redaction_clearance add column undone_at bigint not null default 0;

update redaction_clearance set undone_by = 'retex', undone_at = at;

-- The unit of a decision's record: what an officer masks as a name is one in its other records too.
alter table redaction_decision add column unit text collate "C" not null default '';

update redaction_decision
set unit = coalesce((select unit_code from record where record.id = redaction_decision.record), '');

create index redaction_decision_by_unit on redaction_decision (unit);
