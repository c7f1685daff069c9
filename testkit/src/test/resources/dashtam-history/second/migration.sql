alter table providers add column category varchar(20) not null default 'other';
