-- One row an original. What the camera wrote (taken, position, camera, owner) never leaves.
create table attachment (
  original text primary key,
  original_type text not null,
  original_size integer not null check (original_size > 0),
  copy text not null,
  media_type text not null,
  copy_size integer not null check (copy_size > 0),
  thumbnail blob not null,
  taken text not null,
  position text not null,
  camera text not null,
  owner text not null,
  added_at integer not null
);

create index attachment_by_copy on attachment (copy);
