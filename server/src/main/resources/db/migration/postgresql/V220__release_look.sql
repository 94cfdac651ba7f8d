-- What a later look at a released feedback found: with which names, policy and rules it looked
-- (ground), and why the feedback should be looked at for recall (found: words, one a line).
create table release_look (
  release text collate "C" primary key references feedback_release (id),
  ground text collate "C" not null,
  found text collate "C" not null,
  looked_at bigint not null
);

-- When a file was given for the first time; 0 while nobody has opened it.
alter table feedback add column given_at bigint not null default 0;

update feedback
set given_at = coalesce((
  select min(at)
  from audit
  where audit.action = 'feedback.opened'
    and audit.subject = feedback.id), 0);
