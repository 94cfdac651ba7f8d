-- Of which unit and rotation a record is that a release rests on, when what was seen began, and
-- whether it is told by itself (1) or in figures alone (0). Empty for what was proposed before.
alter table release_basis add column unit text collate "C" not null default '';
alter table release_basis add column rotation text collate "C" not null default '';
alter table release_basis add column seen_from bigint not null default 0;
alter table release_basis add column by_unit bigint not null default 0 check (by_unit in (0, 1));
