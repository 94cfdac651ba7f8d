-- what a laptop said at its last contact, and how long its certificate is good (0 = before this was noted)
alter table device add column backlog integer not null default 0;
alter table device add column version text not null default '';
alter table device add column certified_until integer not null default 0;
