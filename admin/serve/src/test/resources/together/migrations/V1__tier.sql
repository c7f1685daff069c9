create table look as
select count(*) as found from information_schema.tables where lower(table_name) like 'seedbed%';
create table tier (code varchar(40) primary key, price numeric(10, 2) not null);
