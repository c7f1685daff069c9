create table own_look as
select count(*) as found from information_schema.tables where lower(table_name) like 'seedbed_admin%';
