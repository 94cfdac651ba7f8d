create table draft_change (
  id text primary key,
  draft text not null references draft (id) on delete cascade,
  version integer not null check (version >= 1),
  at integer not null,
  place text not null,
  before text not null,
  after text not null,
  undone integer not null
);

create unique index draft_change_by_version on draft_change (draft, version);
