-- The ledger of Seedbed: what runs did to the rows of the seeds, and what people decided about them. One table, to which
-- entries are only ever added. It holds natural keys and no ids, and never a value of a column that is declared sensitive.
create table {schema}seedbed_ledger (
  seq           bigint  not null primary key,
  epoch         integer not null,
  run_id        text    not null,
  written_at    text    not null,
  actor         text    not null,
  mode          text    not null,
  environment   text    not null,
  reason        text,
  seeder        text,
  table_name    text,
  kinds         text    not null,
  row_count     integer not null,
  body          text    not null,
  seal          text    not null,
  previous_hash text    not null,
  hash          text    not null
);
create index seedbed_ledger_by_table on {schema}seedbed_ledger (table_name, epoch, seq);

-- What makes it append-only is who owns it and what the application's role may do. Let another role own it than the one
-- that Seedbed connects as, here seedbed_owner and app; SELECT and INSERT are all that runs need, and triggers would not
-- do, since TRUNCATE passes them by:
--
--   alter table {schema}seedbed_ledger owner to seedbed_owner;
--   revoke all on {schema}seedbed_ledger from public, app;
--   grant select, insert on {schema}seedbed_ledger to app;
