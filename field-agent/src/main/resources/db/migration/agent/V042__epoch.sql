-- Epochs that this laptop opened because its log had forked: the last entry that both histories share.
create table epoch_opening (
  epoch integer primary key check (epoch between 2 and 65535),
  forked_epoch integer not null check (forked_epoch between 1 and epoch - 1),
  fork_number integer not null check (fork_number >= 0),
  fork_revision text not null check (length(fork_revision) in (0, 64)),
  signature blob not null check (length(signature) = 64)
);
