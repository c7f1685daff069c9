-- This server was built without LZ4, and its own way to compress would take longer than to plant the rows that the
-- entries tell of.
alter table {schema}seedbed_ledger alter column body set storage external;
