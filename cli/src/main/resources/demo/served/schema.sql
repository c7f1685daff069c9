create table app_setting (
  name varchar(80) primary key,
  setting_value varchar(200),
  secret varchar(200),
  description varchar(200) not null
);

create table country (
  code varchar(2) primary key,
  alpha3 varchar(3) not null,
  name varchar(100) not null,
  enabled boolean not null default true
);
