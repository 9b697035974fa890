-- The books: grains, their journal, posting ids, totals, alerts, and what grains and the feed keep beside them.
-- Instants are UTC ticks of 100 ns, days are day numbers, money is minor units. Enum numbers are append-only.

-- Who has a journal. Space 1: accounts and settlement accounts, which share their ids; space 2: branches.
create table grain (
  key integer primary key,
  space integer not null,
  id text not null,
  kind integer not null,
  branch text not null,
  name text not null,
  account_kind integer,
  settlement_kind integer,
  currency text not null,
  opened_at integer not null,
  customer text,
  unique (space, id)
);
create index grain_branch on grain (branch, kind, id);
create index grain_kind on grain (kind, id);

-- Where each journal ends, and the figures after its last entry. Apart from grain, as these change: the narrower the rows, the fewer
-- pages are written. Behind the journal under load: counter 'heads' is the position up to which nothing is missing here.
create table grain_head (
  key integer primary key,
  sequence integer not null,
  position integer not null,
  late integer not null,
  balance integer not null,
  posting_count integer not null,
  posting_sequence integer not null,
  last_movement integer not null,
  open_day integer not null,
  open_alerts integer not null
);

-- All entries of all grains in commit order, without any other index: a grain's entries are found from its head along previous (its entry
-- before), jump (its entry with the lowest bit of the sequence cleared) and late (its late posting before; for late postings).
create table journal (
  position integer primary key,
  grain integer not null,
  sequence integer not null,
  previous integer not null,
  jump integer not null,
  kind integer not null,
  high_water integer not null,
  behind integer not null,
  late integer not null,
  amount integer not null,
  balance_after integer not null,
  open_day integer not null,
  data blob not null
);

-- The last fence against counting a posting twice; kept for ever.
create table posting_id (
  key blob not null primary key,
  content integer not null,
  grain integer not null,
  sequence integer not null,
  reversed integer not null
) without rowid;

-- Totals of a branch's own accounts, a row for each writer; sums can pass 64 bits, so that a sum is hi * 2^32 + lo with 0 <= lo < 2^32.
create table branch_total (
  writer integer not null,
  branch text not null,
  currency text not null,
  grain_kind integer not null,
  kind integer not null,
  balance_hi integer not null,
  balance_lo integer not null,
  accounts integer not null,
  primary key (writer, branch, currency, grain_kind, kind)
) without rowid;

create table branch_day (
  writer integer not null,
  day integer not null,
  branch text not null,
  currency text not null,
  grain_kind integer not null,
  kind integer not null,
  debits_hi integer not null,
  debits_lo integer not null,
  credits_hi integer not null,
  credits_lo integer not null,
  primary key (writer, day, branch, currency, grain_kind, kind)
) without rowid;

-- Alerts as they stand. raised_cursor is the cursor of the first change, cursor that of the last. State 5 is closed.
create table alert (
  raised_cursor integer primary key,
  cursor integer not null,
  id blob not null unique,
  grain integer not null,
  grain_kind integer not null,
  account text not null,
  rule integer not null,
  severity integer not null,
  state integer not null,
  outcome integer,
  branch text not null,
  raised_at integer not null,
  event_at integer not null,
  due_at integer not null,
  level integer not null,
  assignee text,
  list_only integer not null,
  record blob not null
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
  cursor integer primary key,
  alert blob not null,
  grain_kind integer not null,
  kind integer not null,
  at integer not null,
  at_offset integer not null,
  actor text,
  note text,
  list_only integer not null,
  record blob not null
);
create index alert_event_alert on alert_event (alert, cursor);

-- Parties that an account's own memory dropped for want of room.
create table party (
  grain integer not null,
  party integer not null,
  last_seen integer not null,
  primary key (grain, party)
) without rowid;

-- Items of settlement accounts; trace is without leading zeros, trace_sent as it came.
create table settlement_item (
  grain integer not null,
  sequence integer not null,
  trace text not null,
  trace_sent text not null,
  amount integer not null,
  booked_at integer not null,
  booked_offset integer not null,
  cleared_by integer not null,
  primary key (grain, sequence)
) without rowid;
create index settlement_item_open on settlement_item (grain, sequence) where cleared_by = 0;
create index settlement_item_trace on settlement_item (grain, trace, amount, sequence) where cleared_by = 0;

-- Grains' snapshots: they make loading fast and can all be deleted.
create table snapshot (
  name text not null,
  key text not null,
  etag integer not null,
  data blob not null,
  primary key (name, key)
);

-- Lines that the feed rejected; the same line rejected for the same reason is one entry. State 1 is open, 2 was sent again.
create table quarantine (
  id integer primary key autoincrement,
  fingerprint integer not null unique,
  path text not null,
  content_type text not null,
  body blob not null,
  is_cut integer not null,
  source text not null,
  line integer not null,
  record_id text,
  field text,
  code text not null,
  message text not null,
  state integer not null,
  first_seen_at integer not null,
  last_seen_at integer not null,
  times_seen integer not null,
  state_changed_at integer
);
create index quarantine_state on quarantine (state, id);

create table counter (
  name text not null primary key,
  value integer not null
) without rowid;
insert into counter (name, value) values ('postings', 0), ('heads', 0);
