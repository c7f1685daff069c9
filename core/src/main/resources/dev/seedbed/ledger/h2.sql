-- The ledger of Seedbed: what runs did to the rows of the seeds, and what people decided about them. One table, to which
-- entries are only ever added. It holds natural keys and no ids, and never a value of a column that is declared sensitive.
create table {schema}seedbed_ledger (
  seq           bigint  not null primary key,
  epoch         integer not null,
  run_id        varchar not null,
  written_at    varchar not null,
  actor         varchar not null,
  mode          varchar not null,
  environment   varchar not null,
  reason        varchar,
  seeder        varchar,
  table_name    varchar,
  kinds         varchar not null,
  row_count     integer not null,
  body          character large object not null,
  seal          varchar not null,
  previous_hash varchar not null,
  hash          varchar not null
);
create index seedbed_ledger_by_table on {schema}seedbed_ledger (table_name, epoch, seq);

-- What makes it append-only is what the application's user may do, here app, which must be no administrator and not own
-- the schema; SELECT and INSERT are all that runs need:
--
--   grant select, insert on {schema}seedbed_ledger to app;
