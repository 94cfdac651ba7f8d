-- What became of files that records name: kept at headquarters, refused there, or missing here.
create table attachment_delivery (
  sha256 text primary key,
  fate text not null check (fate in ('kept', 'refused', 'missing'))
);
