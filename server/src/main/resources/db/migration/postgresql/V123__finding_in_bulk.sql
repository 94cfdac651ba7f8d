-- Whether a finding was accepted together with others, so that nobody need have read its place. Of
-- those of before nobody knows: they count as accepted so.
alter table finding_decision add column in_bulk bigint not null default 1 check (in_bulk in (0, 1));
