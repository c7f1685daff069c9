create table permission (
    id bigint generated always as identity primary key,
    name varchar(100) not null unique,
    category varchar(50) not null
);
create table developer_permission (
    id bigint generated always as identity primary key,
    name varchar(100) not null unique,
    category varchar(50) not null
);
create table developer_role (
    id bigint generated always as identity primary key,
    name varchar(50) not null unique,
    description text
);
create table developer_role_permission (
    developer_role_id bigint not null references developer_role (id),
    developer_permission_id bigint not null references developer_permission (id),
    primary key (developer_role_id, developer_permission_id)
);
create table subscription_tier (
    id bigint generated always as identity primary key,
    key varchar(50) not null unique,
    name varchar(100) not null,
    price numeric(10, 2) not null,
    user_limit integer
);
create table tier_permission (
    tier_id bigint not null references subscription_tier (id),
    permission_id bigint not null references permission (id),
    primary key (tier_id, permission_id)
);
create table organization (
    id bigint generated always as identity primary key,
    name varchar(100) not null unique,
    tier_id bigint not null references subscription_tier (id)
);
create table role (
    id bigint generated always as identity primary key,
    name varchar(100) not null,
    organization_id bigint references organization (id),
    is_system_role boolean not null default false,
    unique (name, organization_id)
);
create table role_permission (
    role_id bigint not null references role (id),
    permission_id bigint not null references permission (id),
    primary key (role_id, permission_id)
);
create table app_user (
    id bigint generated always as identity primary key,
    username varchar(100) not null unique,
    password_hash varchar(100) not null,
    organization_id bigint references organization (id),
    role_id bigint references role (id)
);
create table unit (
    id bigint generated always as identity primary key,
    name varchar(50) not null unique,
    symbol varchar(10) not null,
    factor numeric(20, 10) not null,
    base_unit_id bigint references unit (id)
);
create table setting (
    name varchar(50) primary key,
    value text
);
