-- A figure near an end of its scale is told as a band: its sum lies between sum and sum + width.
-- Those told before were told exactly.
alter table told_figure add column width bigint not null default 0 check (width >= 0);
