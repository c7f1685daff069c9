-- As the adapter of Casbin makes it: no column is unique.
create table casbin_rule (
  id serial primary key,
  ptype varchar(255),
  v0 varchar(255),
  v1 varchar(255),
  v2 varchar(255),
  v3 varchar(255),
  v4 varchar(255),
  v5 varchar(255),
  created_at timestamptz not null default now());
create index casbin_rule_ptype on casbin_rule (ptype);
create index casbin_rule_v0 on casbin_rule (v0);
create index casbin_rule_v0_v1_v2 on casbin_rule (v0, v1, v2);
