-- Every version of the policy that was ever in force, as it was signed.
create table policy_version (
  number integer primary key,
  name text not null,
  version integer not null check (version >= 1),
  content text not null,
  public_key text not null check (length(public_key) = 64),
  signature text not null check (length(signature) = 128),
  actor text not null,
  at integer not null,
  unique (name, version)
) strict;

create trigger policy_version_is_never_changed before update on policy_version
begin
  select raise(abort, 'policy_version is append-only');
end;

create trigger policy_version_is_never_deleted before delete on policy_version
begin
  select raise(abort, 'policy_version is append-only');
end;

-- "insert or replace" would delete without asking the trigger above.
create trigger policy_version_is_never_replaced before insert on policy_version
when exists (select 1 from policy_version where number = new.number
  or (name = new.name and version = new.version))
begin
  select raise(abort, 'policy_version is append-only');
end;

-- What was ever told of groups: the sum of a figure and its members, by hash. One member alone is a
-- value told directly. A recall does not take a figure back, so nothing is ever deleted.
create table told_figure (
  number integer primary key,
  release text not null,
  subject text not null,
  members text not null check (length(members) > 0),
  sum integer not null,
  at integer not null
) strict;

create index told_figure_by_subject on told_figure (subject, number);

create trigger told_figure_is_never_changed before update on told_figure
begin
  select raise(abort, 'told_figure is append-only');
end;

create trigger told_figure_is_never_deleted before delete on told_figure
begin
  select raise(abort, 'told_figure is append-only');
end;

-- "insert or replace" would delete without asking the trigger above.
create trigger told_figure_is_never_replaced before insert on told_figure
when exists (select 1 from told_figure where number = new.number)
begin
  select raise(abort, 'told_figure is append-only');
end;
