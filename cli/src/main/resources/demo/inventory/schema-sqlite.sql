create table permission (
  id integer primary key,
  name varchar(100) not null unique,
  category varchar(50) not null
);
create table developer_permission (
  id integer primary key,
  name varchar(100) not null unique,
  category varchar(50) not null
);
create table developer_role (
  id integer primary key,
  name varchar(100) not null unique,
  description varchar(500)
);
create table developer_role_permission (
  developer_role_id integer not null references developer_role (id),
  developer_permission_id integer not null references developer_permission (id),
  primary key (developer_role_id, developer_permission_id)
);

create table subscription_tier (
  id integer primary key,
  "key" varchar(50) not null unique,
  name varchar(100) not null,
  price numeric(10, 2) not null,
  user_limit integer
);
create table tier_permission (
  tier_id integer not null references subscription_tier (id),
  permission_id integer not null references permission (id),
  primary key (tier_id, permission_id)
);

create table organization (
  id integer primary key,
  name varchar(200) not null unique,
  tier_id integer not null references subscription_tier (id),
  created_at timestamp with time zone not null default current_timestamp
);
create table role (
  id integer primary key,
  name varchar(100) not null,
  organization_id integer references organization (id),
  is_system_role boolean not null default false,
  unique (name, organization_id)
);
create table role_permission (
  role_id integer not null references role (id),
  permission_id integer not null references permission (id),
  primary key (role_id, permission_id)
);
create table app_user (
  id integer primary key,
  username varchar(100) not null unique,
  password_hash varchar(100) not null,
  organization_id integer references organization (id),
  created_at timestamp with time zone not null default current_timestamp
);
create table user_role (
  user_id integer not null references app_user (id),
  role_id integer not null references role (id),
  primary key (user_id, role_id)
);

create table unit (
  id integer primary key,
  name varchar(50) not null unique,
  symbol varchar(10) not null,
  factor numeric(18, 9) not null default 1,
  base_unit_id integer references unit (id)
);
