CREATE TABLE alert (
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

CREATE TABLE alert_event (
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

CREATE TABLE branch_day (
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

CREATE TABLE branch_total (
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

CREATE TABLE business_clock (
  only_row integer primary key check (only_row = 1),
  closed_day integer not null
);

CREATE TABLE counter (
  name text not null primary key,
  value integer not null
) without rowid;

CREATE TABLE grain (
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

CREATE TABLE grain_head (
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

CREATE TABLE journal (
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

CREATE TABLE party (
  grain integer not null,
  party integer not null,
  last_seen integer not null,
  primary key (grain, party)
) without rowid;

CREATE TABLE posting_id (
  key blob not null primary key,
  content integer not null,
  grain integer not null,
  sequence integer not null,
  reversed integer not null
) without rowid;

CREATE TABLE quarantine (
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

CREATE TABLE schema_version (version integer primary key, name text not null, sha256 text not null);

CREATE TABLE settlement_item (
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

CREATE TABLE snapshot (
  name text not null,
  key text not null,
  etag integer not null,
  data blob not null,
  primary key (name, key)
);

CREATE TABLE sqlite_sequence(name,seq);

CREATE INDEX alert_account on alert (account, raised_at, raised_cursor);

CREATE INDEX alert_branch on alert (branch, raised_at, raised_cursor);

CREATE INDEX alert_due on alert (due_at, level) where state <> 5;

CREATE INDEX alert_event_alert on alert_event (alert, cursor);

CREATE INDEX alert_open on alert (branch, severity) where state <> 5;

CREATE INDEX alert_open_account on alert (account, rule) where state <> 5;

CREATE INDEX alert_raised on alert (raised_at, raised_cursor);

CREATE INDEX alert_severity on alert (severity, raised_at, raised_cursor);

CREATE INDEX alert_state on alert (state, severity);

CREATE INDEX grain_branch on grain (branch, kind, id);

CREATE INDEX grain_kind on grain (kind, id);

CREATE INDEX quarantine_state on quarantine (state, id);

CREATE INDEX settlement_item_open on settlement_item (grain, sequence) where cleared_by = 0;

CREATE INDEX settlement_item_trace on settlement_item (grain, trace, amount, sequence) where cleared_by = 0;
