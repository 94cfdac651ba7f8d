-- Which version of a backlog the decision is on; of another nothing has been decided.
alter table hand_over add column seen text not null default '';
