-- Posting ids in parts, so that what a posting costs does not grow with all that came before: new ids go to the last part, whose index
-- stays small and in memory also when ids come in no order; full ones never change again. posting_id itself has no rows: it is the name
-- for all parts together, which inherit from it. What was there before is the first part.
-- Locked in the order in which a group locks them, so that a process of an older version that still writes is waited for.
lock table store_state in access exclusive mode;
alter table posting_id rename constraint posting_id_pkey to posting_id_0000_pkey;
alter table posting_id rename to posting_id_0000;
create table posting_id (
  key uuid primary key,
  content bigint not null,
  grain bigint not null,
  sequence bigint not null,
  constraint posting_id_is_empty check (false) no inherit
);
alter table posting_id_0000 inherit posting_id;

-- Number of the last part, and how many ids it has.
alter table store_state add column id_part integer not null default 0, add column id_part_ids bigint not null default 0;
update store_state set id_part_ids = postings;

-- What tells of most ids that they are not in a full part, without looking there: made when first needed, and again when missing.
create table posting_id_filter (
  part integer primary key,
  sha256 bytea not null,
  bits bytea not null
);
alter table posting_id_filter alter column bits set storage external;
