-- The business day that the bank's clock closed last; at most one row. It was a file beside the database before.
create table business_clock (
  only_row integer primary key check (only_row = 1),
  closed_day integer not null
);
