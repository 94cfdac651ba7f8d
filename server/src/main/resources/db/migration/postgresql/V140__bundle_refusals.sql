-- What answers to bundles tell, by whichever process they are written: why a log was stopped, and a file refused.
create table bundle_stop (
  device text collate "C" primary key check (length(device) = 32),
  number bigint not null check (number >= 0),
  code bigint not null check (code >= 1)
);

create table bundle_file_refused (
  device text collate "C" not null check (length(device) = 32),
  sha256 text collate "C" not null check (length(sha256) = 64),
  code bigint not null check (code >= 1),
  primary key (device, sha256)
);
