-- The serial of the last bundle that was made before the fate was noted: an answer to that one, or to
-- an earlier one, knows nothing of it.
alter table attachment_delivery add column made integer not null default 0;
