create table if not exists seedbed_admin_role (
  name varchar(60) primary key,
  description varchar(400) not null,
  version bigint default 0 not null
);

create table if not exists seedbed_admin_rule (
  ptype varchar(8) not null,
  v0 varchar(60) not null,
  v1 varchar(60) not null,
  v2 varchar(60) not null,
  primary key (ptype, v0, v1, v2)
);

create table if not exists seedbed_admin_account (
  id uuid primary key,
  name varchar(120) not null unique,
  password_hash varchar(200) not null,
  password_at timestamp with time zone not null,
  must_change boolean not null,
  enabled boolean not null,
  failed integer default 0 not null,
  locked_until timestamp with time zone,
  created_at timestamp with time zone not null,
  version bigint default 0 not null
);

create table if not exists seedbed_admin_assignment (
  account_id uuid not null references seedbed_admin_account (id) on delete cascade,
  role varchar(60) not null references seedbed_admin_role (name),
  primary key (account_id, role)
);

create table if not exists seedbed_admin_session (
  token_hash varchar(64) primary key,
  account_id uuid references seedbed_admin_account (id) on delete cascade,
  subject varchar(400) not null,
  roles varchar(2000),
  source varchar(64) not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null
);

create index if not exists seedbed_admin_session_account on seedbed_admin_session (account_id);

create table if not exists seedbed_admin_source (
  address varchar(64) primary key,
  failed integer not null,
  blocked_until timestamp with time zone,
  failed_at timestamp with time zone not null
);

create table if not exists seedbed_admin_chain (
  name varchar(16) primary key
);

insert into seedbed_admin_chain (name)
select 'audit' where not exists (select 1 from seedbed_admin_chain where name = 'audit');

insert into seedbed_admin_chain (name)
select 'refusals' where not exists (select 1 from seedbed_admin_chain where name = 'refusals');

create table if not exists seedbed_admin_audit (
  id bigint primary key,
  happened_at timestamp with time zone not null,
  actor varchar(400) not null,
  source varchar(64) not null,
  action varchar(60) not null,
  subject varchar(400) not null,
  from_value text,
  to_value text,
  reason varchar(1000),
  seal varchar(64) not null,
  previous_hash varchar(64) not null,
  hash varchar(64) not null
);

create table if not exists seedbed_admin_refusal (
  id bigint primary key,
  happened_at timestamp with time zone not null,
  actor varchar(400),
  source varchar(64) not null,
  method varchar(16) not null,
  path varchar(400) not null,
  status integer not null,
  code varchar(60) not null,
  detail varchar(1000) not null,
  seal varchar(64) not null,
  previous_hash varchar(64) not null,
  hash varchar(64) not null
);

create table if not exists seedbed_admin_plan (
  id uuid primary key,
  mode varchar(16) not null,
  made_by varchar(400) not null,
  made_at timestamp with time zone not null,
  saved text not null,
  report text not null
);

create table if not exists seedbed_admin_run (
  id uuid primary key,
  plan_id uuid not null unique references seedbed_admin_plan (id),
  mode varchar(16) not null,
  started_by varchar(400) not null,
  started_at timestamp with time zone not null,
  reason varchar(1000),
  alive_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  outcome varchar(20),
  report text
);
