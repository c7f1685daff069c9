-- The ledger of Seedbed: what runs did to the rows of the seeds, and what people decided about them. One table, to which
-- entries are only ever added. It holds natural keys and no ids, and never a value of a column that is declared sensitive.
create table {schema}seedbed_ledger (
  seq           integer not null primary key,
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
create index {schema}seedbed_ledger_by_table on seedbed_ledger (table_name, epoch, seq);

-- SQLite has no users: whoever may write to the file may change any entry. Seal them with a key (SEEDBED_LEDGER_KEY), and
-- keep the head elsewhere (seedbed ledger head), so that "seedbed ledger verify" finds it.
