create table casbin_rule (
    id serial primary key,
    ptype varchar(255),
    v0 varchar(255),
    v1 varchar(255),
    v2 varchar(255),
    v3 varchar(255),
    v4 varchar(255),
    v5 varchar(255),
    created_at timestamp with time zone not null default current_timestamp
);
create index casbin_rule_type on casbin_rule (ptype);
create index casbin_rule_subject on casbin_rule (v0);
create index casbin_rule_policy on casbin_rule (v0, v1, v2);
