create table shipped_role (name varchar(40) primary key);
