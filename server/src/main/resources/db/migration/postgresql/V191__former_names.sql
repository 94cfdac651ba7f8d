-- Names that items of the catalogue had before they were imported under others. Texts hold them
-- still, so they stay protected.
create table former_name (
  kind text collate "C" not null,
  name text collate "C" not null,
  primary key (kind, name)
);
