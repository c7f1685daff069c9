create table if not exists seedbed_admin_factor (
  account_id uuid primary key references seedbed_admin_account (id) on delete cascade,
  secret varchar(200),
  last_step bigint default 0 not null,
  enrolled_at timestamp with time zone,
  pending varchar(200),
  pending_at timestamp with time zone
);

create table if not exists seedbed_admin_recovery_code (
  account_id uuid not null references seedbed_admin_account (id) on delete cascade,
  code_hash varchar(64) not null,
  primary key (account_id, code_hash)
);

alter table seedbed_admin_session add column if not exists proof varchar(20) default 'password' not null;
