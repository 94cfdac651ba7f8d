-- Which files the revisions name: a projection, made again from them.
create table record_attachment (
  revision text not null references revision (id),
  record text not null,
  device text not null,
  sha256 text not null check (length(sha256) = 64),
  size integer not null check (size > 0),
  media_type text not null,
  primary key (revision, sha256)
) strict;

create index record_attachment_by_record on record_attachment (record, sha256);
create index record_attachment_by_device on record_attachment (device, sha256);
create index record_attachment_by_file on record_attachment (sha256);

-- Files that are whole and on disk.
create table attachment_file (
  sha256 text primary key check (length(sha256) = 64),
  size integer not null check (size > 0),
  kept_at integer not null
) strict;
