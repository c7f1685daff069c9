-- Tells every dev.seedbed.casbin.PostgresWatcher that rules have changed, at the commit that changes them.
-- For PostgreSQL: make it a migration, after the one that creates the table.

create or replace function casbin_rule_notify() returns trigger
language plpgsql as $$
begin
    perform pg_notify('casbin_rule', '');
    return null;
end
$$;

drop trigger if exists casbin_rule_notify on casbin_rule;

create trigger casbin_rule_notify
    after insert or update or delete or truncate on casbin_rule
    for each statement execute function casbin_rule_notify();
