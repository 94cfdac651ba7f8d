-- Of files that wait: up to which byte headquarters said it has one, and up to which byte the last
-- series of bundles leads.
create table bundle_file (
  sha256 text primary key check (length(sha256) = 64),
  there integer not null check (there >= 0),
  exported integer not null check (exported >= 0)
);
