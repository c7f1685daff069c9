-- The ledger of Seedbed: what runs did to the rows of the seeds, and what people decided about them. One table, to which
-- entries are only ever added. It holds natural keys and no ids, and never a value of a column that is declared sensitive.
create table {schema}seedbed_ledger (
  seq           {number} not null primary key,
  epoch         integer not null,
  run_id        {text} not null,
  written_at    {text} not null,
  actor         {text} not null,
  mode          {text} not null,
  environment   {text} not null,
  reason        {text},
  seeder        {text},
  table_name    {text},
  kinds         {text} not null,
  row_count     integer not null,
  body          {long text} not null,
  seal          {text} not null,
  previous_hash {text} not null,
  hash          {text} not null
);
create index {schema of index}seedbed_ledger_by_table on {schema of table}seedbed_ledger (table_name, epoch, seq);
