create table casbin_rule (
    id serial primary key,
    ptype varchar(255),
    v0 varchar(255),
    v1 varchar(255),
    v2 varchar(255),
    v3 varchar(255),
    v4 varchar(255),
    v5 varchar(255),
    created_at timestamptz not null default now()
);
create index on casbin_rule (ptype);
create index on casbin_rule (v0);
create index on casbin_rule (v0, v1, v2);

create table providers (
    id uuid primary key,
    slug varchar(50) not null unique,
    name varchar(100) not null,
    credential_type varchar(20) not null,
    description text,
    logo_url varchar(500),
    website_url varchar(500),
    is_active boolean not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
