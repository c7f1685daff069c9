-- The mark of a database: which environment it is for. One row.
-- bound_to is what the database was when it was marked: the system identifier of the server and the name of the database.
create table {schema}seedbed_marker (
    environment text not null,
    bound_to    text not null,
    marked_at   text not null
);
