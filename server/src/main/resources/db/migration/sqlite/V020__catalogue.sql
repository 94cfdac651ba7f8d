-- Reference data, one row an item, as imported. It is written and read whole; the code is unique
-- within its kind.
create table reference_item (
  kind text not null check (kind in (
    'mission', 'state', 'provider', 'unit', 'rotation', 'person', 'place', 'vehicle', 'reference',
    'activity', 'consent')),
  code text not null check (length(code) between 1 and 500),
  content text not null check (json_valid(content)),
  primary key (kind, code)
) strict;

-- Grows with every import that changed something. A laptop that holds none says 0.
create table catalogue_version (
  one integer primary key check (one = 1),
  version integer not null check (version >= 1),
  instruments text not null
) strict;

insert into catalogue_version (one, version, instruments) values (1, 1, '');

create trigger catalogue_version_only_grows before update on catalogue_version
when new.version <= old.version
begin
  select raise(abort, 'catalogue_version only grows');
end;

create trigger catalogue_version_is_never_deleted before delete on catalogue_version
begin
  select raise(abort, 'catalogue_version is never deleted');
end;
