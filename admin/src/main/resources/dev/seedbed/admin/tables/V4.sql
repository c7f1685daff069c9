alter table seedbed_admin_plan add column if not exists adopts bigint;

alter table seedbed_admin_plan add column if not exists idle boolean default false not null;
