-- The tables of db/migration/sqlite up to V101, at once. What comes later comes in both folders under one name;
-- PostgresSchemaTest holds that the two say the same. Text is compared byte by byte, as in SQLite, whatever the
-- database was created with. rowid is what SQLite counts by itself.

create function refuse() returns trigger language plpgsql as $$
begin
  raise exception '%', tg_argv[0];
end
$$;

create function json_valid(content text) returns boolean language plpgsql immutable as $$
begin
  perform content::json;
  return true;
exception
  when invalid_text_representation then
    return false;
end
$$;

-- People who sign in, and how their passwords were hashed.
create table account (
  name text collate "C" primary key check (length(name) between 1 and 100),
  roles text collate "C" not null,
  provider text collate "C" not null,
  language text collate "C" not null,
  salt text collate "C" not null,
  passes bigint not null,
  lanes bigint not null,
  memory_kib bigint not null,
  password text collate "C" not null
);

create table session (
  token_hash text collate "C" primary key,
  account text collate "C" not null references account (name),
  csrf text collate "C" not null,
  expires_at bigint not null
);

-- Who did what; each entry holds the hash of the one before.
create table audit (
  number bigint primary key,
  at bigint not null,
  actor text collate "C" not null,
  action text collate "C" not null,
  subject text collate "C" not null,
  facts text collate "C" not null,
  previous text collate "C" not null check (length(previous) = 64),
  hash text collate "C" not null unique check (length(hash) = 64)
);

-- Reference data, one row an item, as imported; the code is unique within its kind.
create table reference_item (
  kind text collate "C" not null check (kind in (
    'mission', 'state', 'provider', 'unit', 'rotation', 'person', 'place', 'vehicle', 'reference',
    'activity', 'consent')),
  code text collate "C" not null check (length(code) between 1 and 500),
  content text collate "C" not null check (json_valid(content)),
  primary key (kind, code)
);

-- Grows with every import that changed something. A laptop that holds none says 0.
create table catalogue_version (
  one bigint primary key check (one = 1),
  version bigint not null check (version >= 1),
  instruments text collate "C" not null
);

-- Consents recorded and withdrawn by officers, with the paper that says so.
create table consent_event (
  number bigint primary key,
  kind text collate "C" not null check (kind in ('RECORDED', 'WITHDRAWN')),
  state text collate "C" not null,
  provider text collate "C" not null,
  from_day bigint not null,
  to_day bigint not null,
  reference text collate "C" not null check (length(trim(reference)) > 0 and length(reference) <= 1000),
  actor text collate "C" not null check (length(actor) > 0),
  at bigint not null,
  check (to_day >= from_day)
);

-- Laptops: what each said at its last contact, and how long its certificate is good.
create table device (
  id text collate "C" primary key check (length(id) = 32),
  name text collate "C" not null,
  public_key bytea not null check (length(public_key) = 32),
  revoked boolean not null,
  enrolled_at bigint not null,
  last_contact bigint not null,
  backlog bigint not null default 0,
  version text collate "C" not null default '',
  certified_until bigint not null default 0
);

create table enrolment_token (
  secret_hash text collate "C" primary key check (length(secret_hash) = 64),
  expires_at bigint not null,
  device text collate "C" not null
);

-- Who revoked a laptop, why, with which order; when it was told, and when it said that its keys are gone.
create table revocation (
  device text collate "C" primary key references device (id),
  kind text collate "C" not null check (kind in ('HAND_OVER', 'STOLEN')),
  reason text collate "C" not null check (length(trim(reason)) > 0),
  actor text collate "C" not null check (length(actor) > 0),
  at bigint not null,
  ordered_at bigint not null,
  destroyed_at bigint not null check (destroyed_at = 0 or ordered_at > 0)
);

-- What a laptop may hold of its mission. The holder is a device, or a token until a device spends it.
create table device_scope (
  holder text collate "C" primary key check (length(holder) in (32, 64)),
  mission text collate "C" not null check (length(mission) > 0),
  role text collate "C" not null check (role in ('EVALUATOR', 'TRAINER'))
);

-- Certificates of people who sign evaluations.
create table person_certificate (
  id text collate "C" primary key,
  person_key text collate "C" not null check (length(person_key) = 64),
  certificate text collate "C" not null,
  issued_by text collate "C" not null,
  issued_at bigint not null,
  revoked_at bigint not null
);

create index person_certificate_by_key on person_certificate (person_key);

-- Letters that wait for each device, numbered from 1 without gaps.
create table letter (
  device text collate "C" not null check (length(device) = 32),
  number bigint not null check (number >= 1),
  kind text collate "C" not null
    check (kind in ('RETURNED', 'ACCEPTED', 'QUARANTINED', 'IN_FEEDBACK', 'ERASED')),
  record text collate "C" not null,
  revision text collate "C" not null,
  remark text collate "C" not null check (length(remark) <= 10000),
  at bigint not null,
  primary key (device, number)
);

-- Revisions are the truth: appended in the order of commitment, never changed, never deleted.
create table revision (
  position bigint generated always as identity primary key,
  id text collate "C" not null unique check (length(id) = 64),
  record text collate "C" not null check (length(record) = 36),
  device text collate "C" not null check (length(device) = 32),
  epoch bigint not null check (epoch between 1 and 65535),
  number bigint not null check (number >= 1),
  canonical bytea not null,
  payload bytea not null,
  received_at bigint not null,
  unique (device, epoch, number)
);

create index revision_by_record on revision (record, position);

-- The signed heads that vouch for them.
create table head (
  device text collate "C" not null check (length(device) = 32),
  epoch bigint not null,
  number bigint not null,
  revision text collate "C" not null,
  signature bytea not null check (length(signature) = 64),
  primary key (device, epoch, number),
  foreign key (device, epoch, number) references revision (device, epoch, number)
);

-- Revisions that came with a fault of content: the fault as it was on arrival.
create table quarantine (
  revision text collate "C" primary key references revision (id),
  code text collate "C" not null,
  place text collate "C" not null,
  at bigint not null
);

-- Projection: each record as its newest revision says.
create table record (
  id text collate "C" primary key check (length(id) = 36),
  kind text collate "C" not null check (kind in ('EVALUATION', 'TRAINER_NOTE', 'WITHDRAWAL')),
  current text collate "C" not null references revision (id),
  device text collate "C" not null,
  epoch bigint not null,
  number bigint not null,
  author text collate "C" not null,
  instrument text collate "C" not null,
  unit_code text collate "C" not null,
  unit_name text collate "C" not null,
  unit_type text collate "C" not null,
  unit_state text collate "C" not null,
  unit_mission text collate "C" not null,
  rotation text collate "C" not null,
  language text collate "C" not null,
  classification text collate "C" not null,
  from_day bigint not null,
  to_day bigint not null,
  reference text collate "C" not null,
  written_at bigint not null,
  received_at bigint not null,
  withdrawn bigint not null check (withdrawn in (0, 1)),
  quarantine_code text collate "C" not null,
  quarantine_place text collate "C" not null,
  revisions bigint not null check (revisions >= 1),
  heads text collate "C" not null default '',
  parted bigint not null default 0 check (parted in (0, 1))
);

create index record_by_arrival on record (received_at desc, id);

create index record_by_unit on record (unit_code, from_day);

create index record_parted on record (id) where parted = 1;

-- Projection: every name that a stored revision tells us to protect.
create table learnt_name (
  kind text collate "C" not null check (kind in ('PERSON', 'UNIT', 'STATE', 'MISSION', 'REFERENCE')),
  name text collate "C" not null check (length(name) > 0),
  primary key (kind, name)
);

-- Epochs that devices opened because their log had forked: the last entry that both histories share.
create table epoch_opening (
  device text collate "C" not null check (length(device) = 32),
  epoch bigint not null check (epoch between 2 and 65535),
  forked_epoch bigint not null check (forked_epoch between 1 and epoch - 1),
  fork_number bigint not null check (fork_number >= 0),
  fork_revision text collate "C" not null check (length(fork_revision) in (0, 64)),
  signature bytea not null check (length(signature) = 64),
  primary key (device, epoch)
);

-- What is left of an erased payload, signed by the server. The revision itself stays.
create table tombstone (
  revision text collate "C" primary key references revision (id),
  record text collate "C" not null,
  payload_hash text collate "C" not null check (length(payload_hash) = 64),
  reason text collate "C" not null check (length(trim(reason)) > 0),
  asker text collate "C" not null check (length(asker) > 0),
  confirmer text collate "C" not null check (length(confirmer) > 0),
  at bigint not null,
  public_key text collate "C" not null check (length(public_key) = 64),
  signature text collate "C" not null check (length(signature) = 128),
  rowid bigint generated always as identity,
  check (asker <> confirmer)
);

create index tombstone_by_record on tombstone (record);

create index tombstone_by_payload on tombstone (payload_hash);

-- Projection: which files the revisions name.
create table record_attachment (
  revision text collate "C" not null references revision (id),
  record text collate "C" not null,
  device text collate "C" not null,
  sha256 text collate "C" not null check (length(sha256) = 64),
  size bigint not null check (size > 0),
  media_type text collate "C" not null,
  rowid bigint generated always as identity,
  primary key (revision, sha256)
);

create index record_attachment_by_record on record_attachment (record, sha256);

create index record_attachment_by_device on record_attachment (device, sha256);

create index record_attachment_by_file on record_attachment (sha256);

-- Files that are whole and on disk.
create table attachment_file (
  sha256 text collate "C" primary key check (length(sha256) = 64),
  size bigint not null check (size > 0),
  kept_at bigint not null
);

-- With which version of the program the projections were made.
create table projection (
  name text collate "C" primary key check (name = 'record'),
  version bigint not null check (version >= 0)
);

-- What a cursor of a laptop stands for. One that is not here makes the laptop be sent everything.
create table reference_cursor (
  kind text collate "C" not null check (kind in ('INSTRUMENT', 'UNIT', 'PREVIOUS', 'REVISION')),
  at text collate "C" not null check (length(at) = 16),
  items text collate "C" not null,
  rowid bigint generated always as identity,
  primary key (kind, at)
);

-- What each laptop last said of itself in a bundle, and the serial of the last answer to it.
create table bundle (
  device text collate "C" primary key check (length(device) = 32),
  serial bigint not null check (serial >= 1),
  greeting bytea not null,
  answered bigint not null check (answered >= 0),
  at bigint not null
);

-- What revoked laptops handed over, apart from the store until two people admit it.
create table hand_over_entry (
  id text collate "C" primary key check (length(id) = 64),
  device text collate "C" not null references device (id),
  epoch bigint not null check (epoch >= 1),
  number bigint not null check (number >= 1),
  record text collate "C" not null,
  canonical bytea not null,
  payload bytea not null,
  arrived_at bigint not null,
  erasure bytea not null default '' check (length(erasure) in (0, 88)),
  unique (device, epoch, number)
);

create index hand_over_entry_by_record on hand_over_entry (record);

create table hand_over_head (
  revision text collate "C" primary key check (length(revision) = 64),
  device text collate "C" not null references device (id),
  epoch bigint not null check (epoch >= 1),
  number bigint not null check (number >= 1),
  signature bytea not null check (length(signature) = 64)
);

create table hand_over_opening (
  device text collate "C" not null references device (id),
  epoch bigint not null check (epoch > 1),
  forked_epoch bigint not null,
  fork_number bigint not null,
  fork_revision text collate "C" not null,
  signature bytea not null check (length(signature) = 64),
  primary key (device, epoch)
);

-- Where the decision on a backlog stands, and on which version of it.
create table hand_over (
  device text collate "C" primary key references device (id),
  state text collate "C" not null check (state in ('WAITING', 'PROPOSED', 'REFUSED', 'ADMITTED')),
  actor text collate "C" not null check (state = 'WAITING' or length(actor) > 0),
  reason text collate "C" not null check (state <> 'REFUSED' or length(trim(reason)) > 0),
  at bigint not null,
  seen text collate "C" not null default ''
);

-- What a reviewer decided on one revision; one decision each.
create table review_decision (
  revision text collate "C" primary key references revision (id),
  record text collate "C" not null,
  decision text collate "C" not null check (decision in ('ACCEPTED', 'RETURNED')),
  remark text collate "C" not null check (length(remark) <= 10000),
  actor text collate "C" not null check (length(actor) > 0),
  at bigint not null,
  rowid bigint generated always as identity,
  check (decision = 'ACCEPTED' or length(trim(remark)) > 0)
);

create index review_decision_by_record on review_decision (record, at);

-- Which unit of the catalogue a record's unit is, for the unit as it was written then.
create table unit_mapping (
  record text collate "C" primary key,
  written text collate "C" not null,
  unit text collate "C" not null,
  actor text collate "C" not null,
  at bigint not null
);

-- Revisions whose words an officer cleared.
create table redaction_clearance (
  revision text collate "C" primary key,
  record text collate "C" not null,
  actor text collate "C" not null,
  at bigint not null
);

-- What officers decided about single places; an un-masking waits for a second one.
create table redaction_decision (
  id text collate "C" primary key,
  record text collate "C" not null,
  revision text collate "C" not null,
  field text collate "C" not null,
  action text collate "C" not null check (action in ('ACCEPT', 'MASK', 'WIDEN', 'CATEGORY', 'UNMASK')),
  start_at bigint not null check (start_at >= 0),
  end_at bigint not null check (end_at > start_at),
  content text collate "C" not null,
  rule text collate "C" not null,
  category text collate "C" not null,
  reason text collate "C" not null,
  actor text collate "C" not null,
  at bigint not null,
  state text collate "C" not null check (state in ('STANDING', 'WAITING', 'AGREED', 'DECLINED', 'UNDONE')),
  second text collate "C" not null,
  second_at bigint not null,
  check (action <> 'UNMASK' or length(reason) > 0),
  check ((action = 'UNMASK') = (state in ('WAITING', 'AGREED', 'DECLINED')) or state = 'UNDONE'),
  check (state <> 'AGREED' or (length(second) > 0 and second <> actor))
);

create index redaction_decision_by_record on redaction_decision (record);

-- What officers made of proposed findings: codes and places, never a word of the text.
create table finding_decision (
  id text collate "C" primary key,
  record text collate "C" not null,
  revision text collate "C" not null,
  place text collate "C" not null,
  field text collate "C" not null,
  start_at bigint not null check (start_at >= 0),
  end_at bigint not null check (end_at > start_at),
  skill text collate "C" not null,
  judgement text collate "C" not null,
  cause text collate "C" not null,
  remedy text collate "C" not null,
  action text collate "C" not null check (action in ('ACCEPT', 'REJECT', 'REOPEN')),
  actor text collate "C" not null,
  at bigint not null
);

create index finding_decision_by_revision on finding_decision (revision, at);

-- Every version of the policy that was ever in force, as it was signed.
create table policy_version (
  number bigint primary key,
  name text collate "C" not null,
  version bigint not null check (version >= 1),
  content text collate "C" not null,
  public_key text collate "C" not null check (length(public_key) = 64),
  signature text collate "C" not null check (length(signature) = 128),
  actor text collate "C" not null,
  at bigint not null,
  unique (name, version)
);

-- What was ever told of groups. A recall does not take a figure back, so nothing is ever deleted.
create table told_figure (
  number bigint primary key,
  release text collate "C" not null,
  subject text collate "C" not null,
  members text collate "C" not null check (length(members) > 0),
  sum bigint not null,
  at bigint not null
);

create index told_figure_by_subject on told_figure (subject, number);

-- What a provider may learn: proposed, approved by another, recalled by two.
create table feedback_release (
  id text collate "C" primary key,
  provider text collate "C" not null,
  language text collate "C" not null,
  state text collate "C" not null
    check (state in ('PROPOSED', 'APPROVED', 'REFUSED', 'RECALL_ASKED', 'RECALLED')),
  content bytea not null,
  content_hash text collate "C" not null check (length(content_hash) = 64),
  permitted text collate "C" not null,
  records text collate "C" not null,
  policy text collate "C" not null,
  embargo_day bigint not null,
  asked text collate "C" not null,
  withheld text collate "C" not null,
  proposer text collate "C" not null,
  proposed_at bigint not null,
  approver text collate "C" not null,
  approved_at bigint not null,
  remark text collate "C" not null check (length(remark) <= 10000),
  recall_reason text collate "C" not null check (length(recall_reason) <= 10000),
  recall_asker text collate "C" not null,
  recall_asked_at bigint not null,
  recaller text collate "C" not null,
  recalled_at bigint not null,
  check (approver = '' or approver <> proposer),
  check (recaller = '' or recaller <> recall_asker),
  check (state not in ('RECALL_ASKED', 'RECALLED') or length(trim(recall_reason)) > 0),
  check (state <> 'RECALLED' or recaller <> '')
);

-- What a release rests on, as it was when it was proposed.
create table release_basis (
  release text collate "C" not null references feedback_release (id),
  record text collate "C" not null,
  revision text collate "C" not null,
  state text collate "C" not null,
  seen_on bigint not null,
  consent_to bigint not null,
  primary key (release, record)
);

create index release_basis_by_record on release_basis (record);

-- Requests to erase a record: one officer asks, another agrees.
create table erasure_request (
  id text collate "C" primary key,
  record text collate "C" not null,
  state text collate "C" not null check (state in ('ASKED', 'DONE', 'DROPPED')),
  reason text collate "C" not null check (length(trim(reason)) > 0 and length(reason) <= 10000),
  asker text collate "C" not null check (length(asker) > 0),
  asked_at bigint not null,
  decider text collate "C" not null,
  decided_at bigint not null,
  check (state <> 'DONE' or (decider <> '' and decider <> asker))
);

create unique index erasure_request_one_open on erasure_request (record) where state = 'ASKED';

-- Feedbacks that were drawn.
create table feedback (
  id text collate "C" primary key,
  release text collate "C" not null unique,
  provider text collate "C" not null,
  language text collate "C" not null,
  title text collate "C" not null,
  blob text collate "C" not null,
  drawn_at bigint not null
);

-- Feedbacks that are held back, and why.
create table feedback_hold (
  release text collate "C" primary key,
  faults text collate "C" not null,
  held_at bigint not null
);

create trigger audit_is_never_changed before update on audit
for each row execute function refuse('audit is append-only');

create trigger audit_is_never_deleted before delete on audit
for each row execute function refuse('audit is append-only');

create trigger audit_is_never_truncated before truncate on audit
for each statement execute function refuse('audit is append-only');

create trigger catalogue_version_only_grows before update on catalogue_version
for each row when (new.version <= old.version)
execute function refuse('catalogue_version only grows');

create trigger catalogue_version_is_never_deleted before delete on catalogue_version
for each row execute function refuse('catalogue_version is never deleted');

create trigger catalogue_version_is_never_truncated before truncate on catalogue_version
for each statement execute function refuse('catalogue_version is never deleted');

create trigger consent_event_is_never_changed before update on consent_event
for each row execute function refuse('consent_event is append-only');

create trigger consent_event_is_never_deleted before delete on consent_event
for each row execute function refuse('consent_event is append-only');

create trigger consent_event_is_never_truncated before truncate on consent_event
for each statement execute function refuse('consent_event is append-only');

create trigger revocation_is_never_deleted before delete on revocation
for each row execute function refuse('a revocation stands');

create trigger revocation_is_never_truncated before truncate on revocation
for each statement execute function refuse('a revocation stands');

create trigger revocation_only_grows before update on revocation
for each row when (old.kind = 'STOLEN' and new.kind <> 'STOLEN'
  or old.ordered_at > 0 and new.ordered_at <> old.ordered_at
  or old.destroyed_at > 0 and new.destroyed_at <> old.destroyed_at)
execute function refuse('a revocation is not taken back');

create trigger letter_is_never_changed before update on letter
for each row execute function refuse('letter is append-only');

create trigger letter_is_never_deleted before delete on letter
for each row execute function refuse('letter is append-only');

create trigger letter_is_never_truncated before truncate on letter
for each statement execute function refuse('letter is append-only');

create trigger revision_is_never_deleted before delete on revision
for each row execute function refuse('revision is append-only');

create trigger revision_is_never_truncated before truncate on revision
for each statement execute function refuse('revision is append-only');

create function revision_is_never_changed() returns trigger language plpgsql as $$
begin
  if not (
    length(new.payload) = 0
    and exists (select 1 from tombstone where revision = old.id)
    and new.position = old.position
    and new.id = old.id
    and new.record = old.record
    and new.device = old.device
    and new.epoch = old.epoch
    and new.number = old.number
    and new.canonical = old.canonical
    and new.received_at = old.received_at) then
    raise exception 'revision is append-only';
  end if;
  return new;
end
$$;

create trigger revision_is_never_changed before update on revision
for each row execute function revision_is_never_changed();

create trigger head_is_never_changed before update on head
for each row execute function refuse('head is append-only');

create trigger head_is_never_deleted before delete on head
for each row execute function refuse('head is append-only');

create trigger head_is_never_truncated before truncate on head
for each statement execute function refuse('head is append-only');

create trigger quarantine_is_never_changed before update on quarantine
for each row execute function refuse('quarantine is append-only');

create trigger quarantine_is_never_deleted before delete on quarantine
for each row execute function refuse('quarantine is append-only');

create trigger quarantine_is_never_truncated before truncate on quarantine
for each statement execute function refuse('quarantine is append-only');

create trigger epoch_opening_is_never_changed before update on epoch_opening
for each row execute function refuse('epoch_opening is append-only');

create trigger epoch_opening_is_never_deleted before delete on epoch_opening
for each row execute function refuse('epoch_opening is append-only');

create trigger epoch_opening_is_never_truncated before truncate on epoch_opening
for each statement execute function refuse('epoch_opening is append-only');

create trigger tombstone_is_never_changed before update on tombstone
for each row execute function refuse('tombstone is append-only');

create trigger tombstone_is_never_deleted before delete on tombstone
for each row execute function refuse('tombstone is append-only');

create trigger tombstone_is_never_truncated before truncate on tombstone
for each statement execute function refuse('tombstone is append-only');

create trigger hand_over_takes_two before update on hand_over
for each row when (new.state = 'ADMITTED' and (old.state <> 'PROPOSED' or old.actor = new.actor))
execute function refuse('a backlog is admitted by two');

create trigger review_decision_is_never_changed before update on review_decision
for each row execute function refuse('review_decision is append-only');

create trigger review_decision_is_never_deleted before delete on review_decision
for each row execute function refuse('review_decision is append-only');

create trigger review_decision_is_never_truncated before truncate on review_decision
for each statement execute function refuse('review_decision is append-only');

create trigger finding_decision_is_never_changed before update on finding_decision
for each row execute function refuse('finding_decision is append-only');

create trigger finding_decision_is_never_deleted before delete on finding_decision
for each row execute function refuse('finding_decision is append-only');

create trigger finding_decision_is_never_truncated before truncate on finding_decision
for each statement execute function refuse('finding_decision is append-only');

create trigger policy_version_is_never_changed before update on policy_version
for each row execute function refuse('policy_version is append-only');

create trigger policy_version_is_never_deleted before delete on policy_version
for each row execute function refuse('policy_version is append-only');

create trigger policy_version_is_never_truncated before truncate on policy_version
for each statement execute function refuse('policy_version is append-only');

create trigger told_figure_is_never_changed before update on told_figure
for each row execute function refuse('told_figure is append-only');

create trigger told_figure_is_never_deleted before delete on told_figure
for each row execute function refuse('told_figure is append-only');

create trigger told_figure_is_never_truncated before truncate on told_figure
for each statement execute function refuse('told_figure is append-only');

create trigger feedback_release_is_never_deleted before delete on feedback_release
for each row execute function refuse('a release is never deleted');

create trigger feedback_release_is_never_truncated before truncate on feedback_release
for each statement execute function refuse('a release is never deleted');

create trigger feedback_release_follows_its_lifecycle before update of state on feedback_release
for each row when (not (
  (old.state = 'PROPOSED' and new.state in ('APPROVED', 'REFUSED'))
  or (old.state = 'APPROVED' and new.state = 'RECALL_ASKED')
  or (old.state = 'RECALL_ASKED' and new.state in ('RECALLED', 'APPROVED'))))
execute function refuse('a release follows its lifecycle');

create function feedback_release_content_is_never_changed() returns trigger language plpgsql as $$
begin
  if not (
    length(new.content) = 0
    and old.state in ('PROPOSED', 'REFUSED', 'RECALLED')
    and new.content_hash = old.content_hash
    and new.permitted = old.permitted
    and new.records = old.records
    and new.policy = old.policy
    and new.embargo_day = old.embargo_day
    and new.asked = old.asked
    and new.withheld = old.withheld
    and new.provider = old.provider
    and new.language = old.language
    and new.proposer = old.proposer
    and new.proposed_at = old.proposed_at
    and exists (
      select 1
      from release_basis
      join tombstone on tombstone.record = release_basis.record
      where release_basis.release = old.id)) then
    raise exception 'the content of a release is never changed';
  end if;
  return new;
end
$$;

create trigger feedback_release_content_is_never_changed before update of
  content, content_hash, permitted, records, policy, embargo_day, asked, withheld, provider,
  language, proposer, proposed_at
on feedback_release
for each row execute function feedback_release_content_is_never_changed();

create trigger release_basis_is_never_changed before update on release_basis
for each row execute function refuse('release_basis is append-only');

create trigger release_basis_is_never_deleted before delete on release_basis
for each row execute function refuse('release_basis is append-only');

create trigger release_basis_is_never_truncated before truncate on release_basis
for each statement execute function refuse('release_basis is append-only');

create trigger erasure_request_is_decided_once before update on erasure_request
for each row when (old.state <> 'ASKED' or new.record <> old.record or new.reason <> old.reason
  or new.asker <> old.asker)
execute function refuse('an erasure is decided once');

create trigger erasure_request_is_never_deleted before delete on erasure_request
for each row execute function refuse('erasure_request is append-only');

create trigger erasure_request_is_never_truncated before truncate on erasure_request
for each statement execute function refuse('erasure_request is append-only');

insert into catalogue_version (one, version, instruments) values (1, 1, '');

insert into projection (name, version) values ('record', 0);
