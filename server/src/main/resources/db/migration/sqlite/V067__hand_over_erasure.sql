-- By which order of this server a payload in quarantine is gone, where the laptop said it: 16 bytes of the record's
-- id, 8 of the time, 64 of the signature.
alter table hand_over_entry add column erasure blob not null default x'' check (length(erasure) in (0, 88));
