package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PostgresServerTest {

    static final List<Integer> MAJORS = PostgresServer.MAJORS;

    @ParameterizedTest
    @FieldSource("MAJORS")
    void every_major_version_answers(int major) throws SQLException {
        PostgresServer server = PostgresServer.of(major);

        assertThat(ask(server.dataSource(server.newDatabase()).getConnection(), "select version()"))
                .startsWith("PostgreSQL " + major + ".");
        assertThat(PostgresServer.of(major)).isSameAs(server);
    }

    @Test
    void a_new_database_is_empty_and_not_another() throws SQLException {
        PostgresServer server = PostgresServer.of(18);
        String database = server.newDatabase();

        assertThat(server.newDatabase()).isNotEqualTo(database);
        assertThat(ask(
                        DriverManager.getConnection(server.url(database)),
                        "select current_database() || (select count(*) from pg_tables where schemaname = 'public')"))
                .isEqualTo(database + "0");
    }

    @Test
    void fsync_is_off_on_the_shared_server() throws SQLException {
        assertThat(ask(PostgresServer.of(18).dataSource("postgres").getConnection(), "show fsync"))
                .isEqualTo("off");
    }

    @Test
    void a_server_of_ones_own_has_its_own_settings() throws SQLException {
        try (PostgresServer server = PostgresServer.own(18, Map.of("fsync", "on"))) {
            assertThat(server.port()).isNotEqualTo(PostgresServer.of(18).port());
            assertThat(ask(server.dataSource("postgres").getConnection(), "show fsync"))
                    .isEqualTo("on");
        }
    }

    @Test
    void the_shared_server_cannot_be_closed_by_a_test() {
        assertThatThrownBy(() -> PostgresServer.of(18).close())
                .hasMessage("A shared PostgreSQL server is stopped at JVM exit, not by a test.");
    }

    private static String ask(Connection opened, String query) throws SQLException {
        try (Connection connection = opened;
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
