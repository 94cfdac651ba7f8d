-- The key to which bundles for this server are sealed; empty where it has not said it yet.
alter table headquarters add column bundle_key blob not null default x'';
