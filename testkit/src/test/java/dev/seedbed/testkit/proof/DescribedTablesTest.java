package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** How keys of PostgreSQL are described, whatever way the driver sends the question. */
class DescribedTablesTest {
    @TempDir
    Path folder;

    private static List<String> keys(Table table) {
        List<String> keys = new ArrayList<>();
        for (UniqueKey key : table.uniqueKeys()) {
            keys.add(key.name() + " " + key.columns() + " " + key.expressions()
                    + (key.predicate() == null ? "" : " where " + key.predicate())
                    + (key.nullsEqual() ? " nulls" : ""));
        }
        for (ForeignKey key : table.foreignKeys()) {
            keys.add(key.name() + " " + key.columns() + " to " + key.target().name() + key.targetColumns());
        }
        return keys;
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 18})
    void keys_are_described_alike_in_every_mode_of_the_driver_inside_and_outside_of_a_transaction(int major)
            throws Exception {
        PostgresServer server = PostgresServer.of(major);
        String name = server.newDatabase();
        new TestDatabase(server.dataSource(name), folder)
                .sql(
                        "create table a (dropped integer, id integer primary key, \"Co\"\"de\" text, b varchar(10))",
                        "alter table a drop column dropped",
                        "create unique index a_includes on a (b) include (id)",
                        "create unique index a_mixed on a (b, lower(b), id)",
                        "create unique index a_part on a (\"Co\"\"de\", b) where id > 3",
                        "create table c (x integer, y text, primary key (x, y))",
                        "create table d (id integer primary key, cy text, cx integer"
                                + (major < 15 ? "" : " unique nulls not distinct") + ", a_id integer references a,"
                                + " foreign key (cx, cy) references c (x, y))");
        for (String mode : List.of("extended", "simple", "extendedForPrepared")) {
            for (boolean alone : List.of(true, false)) {
                try (Connection connection = PostgresProof.connecting(server.url(name)
                                + (server.url(name).contains("?") ? "&" : "?") + "preferQueryMode=" + mode)
                        .getConnection()) {
                    connection.setAutoCommit(alone);
                    Dialect dialect = Dialects.of(connection);
                    assertThat(dialect.describe(connection, List.of("none"), null)
                                    .byName())
                            .isEmpty();
                    Catalogue catalogue = dialect.describe(connection, List.of("a", "d"), null);

                    assertThat(connection.getAutoCommit()).isEqualTo(alone);
                    assertThat(keys(Objects.requireNonNull(catalogue.table("a"))))
                            .as("%s, autocommit %s", mode, alone)
                            .containsExactly(
                                    "a_pkey [id] [\"id\"]",
                                    "a_includes [b] [\"b\"]",
                                    "a_mixed [] [b, lower((b)::text), id]",
                                    "a_part [Co\"de, b] [\"Co\"\"de\", \"b\"] where (id > 3)");
                    assertThat(keys(Objects.requireNonNull(catalogue.table("d"))))
                            .as("%s, autocommit %s", mode, alone)
                            .containsExactlyElementsOf(
                                    major < 15
                                            ? List.of(
                                                    "d_pkey [id] [\"id\"]",
                                                    "d_a_id_fkey [a_id] to a[id]",
                                                    "d_cx_cy_fkey [cx, cy] to c[x, y]")
                                            : List.of(
                                                    "d_pkey [id] [\"id\"]",
                                                    "d_cx_key [cx] [\"cx\"] nulls",
                                                    "d_a_id_fkey [a_id] to a[id]",
                                                    "d_cx_cy_fkey [cx, cy] to c[x, y]"));
                    assertThat(dialect.describe(connection, List.of("none"), null)
                                    .byName())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void a_connection_that_is_gone_is_told_as_the_server_told_it() throws Exception {
        PostgresServer server = PostgresServer.of(18);
        String name = server.newDatabase();
        TestDatabase database = new TestDatabase(server.dataSource(name), folder);
        try (Connection connection = PostgresProof.connecting(server.url(name)).getConnection()) {
            Dialect dialect = Dialects.of(connection);
            String process =
                    String.valueOf(connection.unwrap(PGConnection.class).getBackendPID());
            database.value("select pg_terminate_backend(" + process + ", 5000)");

            assertThatThrownBy(() -> dialect.describe(connection, List.of("a"), null))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            gone -> assertThat(gone.getSQLState()).isEqualTo("57P01"));
        }
    }
}
