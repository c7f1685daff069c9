-- The mark of a database: which environment it is for. One row.
-- bound_to is what the database was when it was marked: the path of the database, or its name in memory.
create table {schema}seedbed_marker (
    environment varchar(4000) not null,
    bound_to    varchar(4000) not null,
    marked_at   varchar(4000) not null
);
