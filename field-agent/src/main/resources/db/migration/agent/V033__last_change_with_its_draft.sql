-- A draft's last change lies in its own row until another follows: while a sentence is typed a save writes one page.
alter table draft add column last_at integer not null default 0;
alter table draft add column last_place text not null default '';
alter table draft add column last_before text not null default '';
alter table draft add column last_after text not null default '';
alter table draft add column last_undone integer not null default 0;

update draft
set (last_at, last_place, last_before, last_after, last_undone) = (
  select at, place, before, after, undone
  from draft_change
  where draft_change.draft = draft.id and draft_change.version = draft.version
)
where exists (
  select 1
  from draft_change
  where draft_change.draft = draft.id and draft_change.version = draft.version
);

delete from draft_change
where exists (
  select 1
  from draft
  where draft.id = draft_change.draft and draft.version = draft_change.version
);

create view draft_history (draft, version, at, place, before, after, undone) as
select draft, version, at, place, before, after, undone
from draft_change
union all
select id, version, last_at, last_place, last_before, last_after, last_undone
from draft
where last_place <> '';
