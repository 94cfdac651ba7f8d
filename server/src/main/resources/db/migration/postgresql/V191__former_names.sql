-- Names that items of the catalogue had before they were imported under others. Texts hold them
-- still, so they stay protected.
create table former_name (
  kind text not null,
  name text not null,
  primary key (kind, name)
);
