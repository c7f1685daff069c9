package dev.seedbed.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.testkit.OneConnection;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.api.configuration.Configuration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventConnectionsTest {
    private final JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void a_database_with_two_schemas() throws SQLException {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema \"app\"");
        }
    }

    @Test
    void flyways_connection_is_lent_again_and_again_and_never_closed() throws SQLException {
        try (Connection event = database.getConnection();
                OneConnection others = new OneConnection(database)) {
            event.setSchema("app");
            EventConnections connections = connections(event, others);
            for (int i = 0; i < 3; i++) {
                try (Connection lent = connections.getConnection()) {
                    assertThat(lent.getSchema()).isEqualTo("app");
                    assertThat(others.taken()).isZero();
                }
            }
            assertThat(event.isClosed()).isFalse();
        }
    }

    @Test
    void once_it_is_lost_another_one_is_lent_and_given_back_as_it_was() throws SQLException {
        try (OneConnection others = new OneConnection(database)) {
            EventConnections connections;
            try (Connection event = database.getConnection()) {
                connections = connections(event, others);
                connections.getConnection().close();
            }
            try (Connection lent = connections.getConnection()) {
                assertThat(lent.getSchema()).isEqualTo("app");
                assertThat(others.taken()).isEqualTo(1);
            }
            assertThat(others.taken()).isZero();
            assertThat(others.real().getSchema()).isEqualTo("PUBLIC");
        }
    }

    private static EventConnections connections(Connection event, OneConnection others) {
        Configuration flyway = Flyway.configure().dataSource(others).defaultSchema("app");
        return EventConnections.of(new AtEvent(flyway, event));
    }

    @Test
    void a_dry_run_is_left_alone() {
        ClassicConfiguration dryRun = new ClassicConfiguration() {
            @Override
            public OutputStream getDryRunOutput() {
                return OutputStream.nullOutputStream();
            }
        };
        SeedbedCallback callback = new SeedbedCallback();
        assertThat(callback.supports(Event.AFTER_MIGRATE, new AtEvent(dryRun, null)))
                .isFalse();
        assertThat(callback.supports(Event.AFTER_MIGRATE, new AtEvent(new ClassicConfiguration(), null)))
                .isTrue();
    }
}
