-- As "seedbed ledger sql" prints it.
create table seedbed_ledger (
  seq           bigint not null primary key,
  epoch         integer not null,
  run_id        text not null,
  written_at    text not null,
  actor         text not null,
  mode          text not null,
  environment   text not null,
  reason        text,
  seeder        text,
  table_name    text,
  kinds         text not null,
  row_count     integer not null,
  body          text not null,
  seal          text not null,
  previous_hash text not null,
  hash          text not null
);
create index seedbed_ledger_by_table on seedbed_ledger (table_name, epoch, seq);
