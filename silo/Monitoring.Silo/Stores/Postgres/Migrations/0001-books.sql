-- The books: grains, their journal, posting ids, totals, alerts, and what grains and the feed keep beside them.
-- Instants are UTC ticks of 100 ns, days are day numbers, money is minor units. Enum numbers are append-only.
-- Texts compare by their bytes, as everywhere else in the platform, whatever the database's own collation is.
-- Columns are ordered by width, so that no row is padded.

-- One row. Locked by whoever writes a group until it is committed: so the numbers have no gaps, and are in commit order.
create table store_state (
  next_key bigint not null,
  next_position bigint not null,
  next_cursor bigint not null,
  postings bigint not null,
  only_row boolean primary key default true check (only_row)
) with (fillfactor = 50);
insert into store_state (next_key, next_position, next_cursor, postings) values (1, 1, 1, 0);

create view counter as
  select 'postings' as name, postings as value from store_state
  union all select 'heads', next_position - 1 from store_state;

-- The last group that each process has committed: tells it the truth when the answer to a commit was lost.
create table writer_mark (
  writer uuid primary key,
  group_number bigint not null,
  at timestamptz not null
) with (fillfactor = 50);

-- Who has a journal. Space 1: accounts and settlement accounts, which share their ids; space 2: branches.
create table grain (
  key bigint primary key,
  opened_at bigint not null,
  space smallint not null,
  kind smallint not null,
  account_kind smallint,
  settlement_kind smallint,
  id text collate "C" not null,
  branch text collate "C" not null,
  currency text collate "C" not null,
  name text collate "C" not null,
  customer text collate "C",
  unique (space, id)
);
create index grain_branch on grain (branch, kind, id);
create index grain_kind on grain (kind, id);

-- Where each journal ends, and the figures after its last entry. Updated in place (hot): room is left in each page, no column but the
-- key is indexed.
create table grain_head (
  key bigint primary key,
  sequence bigint not null,
  position bigint not null,
  late bigint not null,
  balance bigint not null,
  posting_count bigint not null,
  posting_sequence bigint not null,
  last_movement bigint not null,
  open_day integer not null,
  open_alerts integer not null,
  kind smallint not null
) with (fillfactor = 70);

-- All entries of all grains in commit order: a grain's entries are found from its head along previous (its entry before), jump (its entry
-- with the lowest bit of the sequence cleared) and late (its late posting before; for late postings). Partitions are made as positions
-- come near; old ones can be detached.
create table journal (
  position bigint not null,
  grain bigint not null,
  sequence bigint not null,
  previous bigint not null,
  jump bigint not null,
  high_water bigint not null,
  behind bigint not null,
  late bigint not null,
  amount bigint not null,
  balance_after bigint not null,
  open_day integer not null,
  kind smallint not null,
  data bytea not null,
  primary key (position)
) partition by range (position);

-- Partitions of the journal: positions from first up to before, since when it was the last one, and when it was detached.
create table journal_part (
  first bigint primary key,
  before bigint not null,
  name text collate "C" not null unique,
  made_at timestamptz not null,
  detached_at timestamptz
);

-- The last fence against counting a posting twice; kept for ever, and never changed.
create table posting_id (
  key uuid primary key,
  content bigint not null,
  grain bigint not null,
  sequence bigint not null
);

create table posting_reversed (
  key uuid primary key
);

-- Totals of a branch's own accounts; sums can pass 64 bits, so that a sum is hi * 2^32 + lo with 0 <= lo < 2^32.
create table branch_total (
  balance_hi bigint not null,
  balance_lo bigint not null,
  accounts bigint not null,
  writer integer not null,
  grain_kind smallint not null,
  kind smallint not null,
  branch text collate "C" not null,
  currency text collate "C" not null,
  primary key (writer, branch, currency, grain_kind, kind)
) with (fillfactor = 50);

create table branch_day (
  debits_hi bigint not null,
  debits_lo bigint not null,
  credits_hi bigint not null,
  credits_lo bigint not null,
  writer integer not null,
  day integer not null,
  grain_kind smallint not null,
  kind smallint not null,
  branch text collate "C" not null,
  currency text collate "C" not null,
  primary key (day, branch, currency, grain_kind, kind, writer)
) with (fillfactor = 50);

-- Alerts as they stand. raised_cursor is the cursor of the first change, cursor that of the last. State 5 is closed.
create table alert (
  raised_cursor bigint primary key,
  cursor bigint not null,
  grain bigint not null,
  raised_at bigint not null,
  event_at bigint not null,
  due_at bigint not null,
  level integer not null,
  grain_kind smallint not null,
  rule smallint not null,
  severity smallint not null,
  state smallint not null,
  outcome smallint,
  list_only smallint not null,
  id bytea not null unique,
  account text collate "C" not null,
  branch text collate "C" not null,
  assignee text collate "C",
  record bytea not null
);
create index alert_raised on alert (raised_at, raised_cursor);
create index alert_severity on alert (severity, raised_at, raised_cursor);
create index alert_account on alert (account, raised_at, raised_cursor);
create index alert_branch on alert (branch, raised_at, raised_cursor);
create index alert_open on alert (branch, severity) where state <> 5;
create index alert_state on alert (state, severity);
create index alert_open_account on alert (account, rule) where state <> 5;
create index alert_due on alert (due_at, level) where state <> 5;

-- Every change of every alert in commit order: history, and the outbox that watchers read after a cursor.
create table alert_event (
  cursor bigint primary key,
  at bigint not null,
  at_offset integer not null,
  grain_kind smallint not null,
  kind smallint not null,
  list_only smallint not null,
  alert bytea not null,
  actor text collate "C",
  note text collate "C",
  record bytea not null
);
create index alert_event_alert on alert_event (alert, cursor);

-- Parties that an account's own memory dropped for want of room.
create table party (
  grain bigint not null,
  party bigint not null,
  last_seen bigint not null,
  primary key (grain, party)
) with (fillfactor = 80);

-- Items of settlement accounts; trace is without leading zeros, trace_sent as it came.
create table settlement_item (
  grain bigint not null,
  sequence bigint not null,
  amount bigint not null,
  booked_at bigint not null,
  cleared_by bigint not null,
  booked_offset integer not null,
  trace text collate "C" not null,
  trace_sent text collate "C" not null,
  primary key (grain, sequence)
);
create index settlement_item_open on settlement_item (grain, sequence) where cleared_by = 0;
create index settlement_item_trace on settlement_item (grain, trace, amount, sequence) where cleared_by = 0;

-- Grains' snapshots: they make loading fast.
create table snapshot (
  etag bigint not null,
  name text collate "C" not null,
  key text collate "C" not null,
  data bytea not null,
  primary key (name, key)
) with (fillfactor = 70);

-- Lines that the feed rejected; the same line rejected for the same reason is one entry. State 1 is open, 2 was sent again.
create table quarantine (
  id bigint generated always as identity primary key,
  fingerprint bigint not null unique,
  line bigint not null,
  first_seen_at bigint not null,
  last_seen_at bigint not null,
  times_seen bigint not null,
  state_changed_at bigint,
  state smallint not null,
  is_cut smallint not null,
  path text collate "C" not null,
  content_type text collate "C" not null,
  source text collate "C" not null,
  record_id text collate "C",
  field text collate "C",
  code text collate "C" not null,
  message text collate "C" not null,
  body bytea not null
);
create index quarantine_state on quarantine (state, id);

-- The business day that the bank's clock closed last; at most one row.
create table business_clock (
  closed_day integer not null,
  only_row smallint primary key check (only_row = 1)
);
