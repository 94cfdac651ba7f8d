-- The server's check of the last letter held, so that a restored server sees whose letters these are.
alter table headquarters add column letters_check blob not null default x'';
