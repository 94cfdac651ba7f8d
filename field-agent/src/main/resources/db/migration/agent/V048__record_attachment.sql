-- Which files a revision names, by the hash of the copy that crosses after it.
create table record_attachment (
  revision text not null references revision (id),
  sha256 text not null,
  size integer not null check (size > 0),
  epoch integer not null,
  number integer not null,
  primary key (revision, sha256)
);

create index record_attachment_by_number on record_attachment (epoch, number);
