-- Bundles that a courier brought over its link and that have landed: it may lack the answer only.
create table bundle_carried (
  courier text collate "C" not null check (length(courier) = 32),
  bundle text collate "C" not null check (length(bundle) = 32),
  device text collate "C" not null check (length(device) = 32),
  at bigint not null,
  primary key (courier, bundle)
);
