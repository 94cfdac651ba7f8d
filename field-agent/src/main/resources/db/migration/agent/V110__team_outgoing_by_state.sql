-- What waits is asked for each second: without it, SQLite reads through the bytes of every file to its state.
create index team_outgoing_by_state on team_outgoing (state, at);
