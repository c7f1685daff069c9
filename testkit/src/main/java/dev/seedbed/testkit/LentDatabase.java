package dev.seedbed.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An empty database on the shared server of a major version, lent to one test after another: what is given back is emptied,
 * since a new database costs some 30 ms and 7 MB of disk. One that cannot be emptied is dropped.
 */
final class LentDatabase {
    private static final ConcurrentMap<Integer, Deque<String>> SPARE = new ConcurrentHashMap<>();

    private static final String EMPTY = """
            do $$
            declare
              one text;
            begin
              set local client_min_messages = error;
              for one in select nspname from pg_namespace
                  where nspname not like 'pg\\_%' and nspname <> 'information_schema' loop
                execute format('drop schema %I cascade', one);
              end loop;
              create schema public;
              if current_setting('server_version_num')::int < 150000 then
                grant all on schema public to public;
              else
                alter schema public owner to pg_database_owner;
                grant usage on schema public to public;
              end if;
            end $$""";

    /** What stands in no schema, or belongs to the database itself. */
    private static final String REST = """
            select (select count(*) from pg_extension where extname <> 'plpgsql')
              + (select count(*) from pg_event_trigger) + (select count(*) from pg_publication)
              + (select count(*) from pg_default_acl) + (select count(*) from pg_largeobject_metadata)
              + (select count(*) from pg_foreign_data_wrapper)
              + (select count(*) from pg_language where oid >= 16384) + (select count(*) from pg_cast where oid >= 16384)
              + (select count(*) from pg_collation where oid >= 16384 and collnamespace = 'pg_catalog'::regnamespace)
              + (select count(*) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
                 where d.datname = current_database())
              + (select count(*) from pg_database where datname = current_database() and datacl is not null)""";

    private final PostgresServer server;
    private final Deque<String> spare;
    private @Nullable String name;

    LentDatabase(int major) {
        server = PostgresServer.of(major);
        spare = SPARE.computeIfAbsent(major, it -> new ConcurrentLinkedDeque<>());
    }

    DataSource take() {
        String given = spare.poll();
        name = given == null ? server.newDatabase() : given;
        return server.dataSource(name);
    }

    void giveBack() {
        String given = Objects.requireNonNull(name);
        name = null;
        if (emptied(given)) {
            spare.push(given);
        } else {
            new TestDatabase(server.dataSource("postgres"), Path.of(""))
                    .sql("drop database " + given + " with (force)");
        }
    }

    /** False where something is left, or a session that a test has left holds what is to go. */
    private boolean emptied(String given) {
        try (Connection connection = server.dataSource(given).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '1s'; set session_replication_role = replica");
            statement.execute(EMPTY);
            return TestDatabase.rows(connection, REST).equals(List.of("0"));
        } catch (SQLException e) {
            return false;
        }
    }
}
