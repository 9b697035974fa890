-- Under load the process that writes keeps heads in memory and writes them once for many groups. While it does, heads_with names it and
-- grain_head has everything up to position heads; entries after it tell the rest. Who finds another process named here brings grain_head
-- up to date and takes the name out, under the lock of the row, before reading or writing heads. Null: grain_head has everything.
alter table store_state add column heads bigint not null default 0, add column heads_with uuid;

create or replace view counter as
  select 'postings' as name, postings as value from store_state
  union all select 'heads', case when heads_with is null then next_position - 1 else heads end from store_state;
