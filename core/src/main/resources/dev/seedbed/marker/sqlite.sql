-- The mark of a database: which environment it is for. One row.
-- bound_to is what the database was when it was marked: the path of the file.
create table {schema}seedbed_marker (
    environment text not null,
    bound_to    text not null,
    marked_at   text not null
);
