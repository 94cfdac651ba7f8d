-- A change is one row of one tree, found by its key: each save writes two pages, not four.
alter table draft_change rename to draft_change_before;

create table draft_change (
  draft text not null references draft (id) on delete cascade,
  version integer not null check (version >= 1),
  at integer not null,
  place text not null,
  before text not null,
  after text not null,
  undone integer not null,
  primary key (draft, version)
) without rowid;

insert into draft_change (draft, version, at, place, before, after, undone)
select draft, version, at, place, before, after, undone
from draft_change_before;

drop table draft_change_before;
