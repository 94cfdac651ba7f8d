-- Which revisions of a record no other follows (ids joined by commas; empty: the current one alone), and whether
-- its revisions come from more than one log.
alter table record add column heads text not null default '';
alter table record add column parted integer not null default 0 check (parted in (0, 1));

create index record_parted on record (id) where parted = 1;
