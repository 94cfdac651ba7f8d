-- Whether a file was passed over, for its laptop might not get it then, while others behind it may have been sent.
alter table team_post add column passed_over bigint not null default 0 check (passed_over in (0, 1));
