-- Ids are made by whoever inserts a row: there is no default.
create table providers (
  id uuid primary key,
  slug varchar(50) not null unique,
  name varchar(100) not null,
  credential_type varchar(20),
  description text,
  logo_url varchar(500),
  website_url varchar(500),
  is_active boolean not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now());
