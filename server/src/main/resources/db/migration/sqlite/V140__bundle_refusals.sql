-- What answers to bundles tell, by whichever process they are written: why a log was stopped, and a file refused.
create table bundle_stop (
  device text primary key check (length(device) = 32),
  number integer not null check (number >= 0),
  code integer not null check (code >= 1)
) strict;

create table bundle_file_refused (
  device text not null check (length(device) = 32),
  sha256 text not null check (length(sha256) = 64),
  code integer not null check (code >= 1),
  primary key (device, sha256)
) strict;
