-- Changes that were made by one act, which an undo takes back together: the version of the first of them.
alter table draft_change add column edit integer not null default 0;
alter table draft add column last_edit integer not null default 0;

update draft_change set edit = version;
update draft set last_edit = version;

drop view draft_history;
create view draft_history (draft, version, at, place, before, after, undone, edit) as
select draft, version, at, place, before, after, undone, edit
from draft_change
union all
select id, version, last_at, last_place, last_before, last_after, last_undone, last_edit
from draft
where last_place <> '';
