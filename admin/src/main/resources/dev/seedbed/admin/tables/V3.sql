alter table seedbed_admin_plan add column if not exists reason varchar(1000);

alter table seedbed_admin_plan add column if not exists writes bigint;

alter table seedbed_admin_plan add column if not exists target varchar(400);
