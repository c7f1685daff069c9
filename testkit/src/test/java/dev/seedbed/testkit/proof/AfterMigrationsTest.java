package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig.AfterMigrate;
import dev.seedbed.source.SeedbedConfig.OnBlocked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AfterMigrationsTest {
    @TempDir
    Path directory;

    private final JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void tables() throws IOException, SQLException {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        execute("create table tier (code varchar(20) primary key, name varchar(40) not null unique, price int)");
        seeds("""
                tables:
                  tier:
                    key: [code]
                    rows:
                      - {code: free, name: Free, price: 0}
                      - {code: team, name: Team, price: 49}
                """);
    }

    private void seeds(String text) throws IOException {
        Files.createDirectories(directory.resolve("seeds"));
        Files.writeString(directory.resolve("seeds/tiers.yaml"), text);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int tiers() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from tier")) {
            row.next();
            return row.getInt(1);
        }
    }

    private Seedbed.Builder seedbed() {
        return Seedbed.on(database)
                .baseDirectory(directory)
                .discoverSeeders(false)
                .environmentVariables(Map.of("SEEDBED_ENV", "staging")::get)
                .configured();
    }

    @Test
    void the_configuration_that_is_found_decides_unless_the_builder_was_told() throws IOException, SQLException {
        Files.writeString(directory.resolve("seedbed.yaml"), "after-migrate: off\nenvironment: test\n");
        assertThat(seedbed().build().afterMigrations()).isEmpty();
        assertThat(tiers()).isZero();
        Report report = seedbed()
                .afterMigrate(AfterMigrate.INIT)
                .build()
                .afterMigrations()
                .orElseThrow();
        assertThat(report.mode()).isEqualTo(Mode.INIT);
        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.environment()).isEqualTo("staging");
        assertThat(report.environmentDeclaredBy()).isEqualTo("variable");
        report = seedbed()
                .afterMigrate(AfterMigrate.UPDATE)
                .environment("production")
                .build()
                .afterMigrations()
                .orElseThrow();
        assertThat(report.mode()).isEqualTo(Mode.UPDATE);
        assertThat(report.environmentDeclaredBy()).isEqualTo("builder");
    }

    @Test
    void where_nothing_is_configured_missing_rows_are_filled() throws SQLException {
        execute("insert into tier values ('free', 'Gratis', 1)");
        Report report = seedbed().build().afterMigrations().orElseThrow();
        assertThat(report.mode()).isEqualTo(Mode.FILL);
        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(report.inserted()).isEqualTo(1);
    }

    @Test
    void a_blocked_row_is_logged_as_an_error_and_the_rest_is_planted() throws SQLException {
        execute("insert into tier values ('crew', 'Team', 5)");
        try (HeardLogs.Listener logs = new HeardLogs.Listener()) {
            Report report = seedbed().build().afterMigrations().orElseThrow();
            assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(report.blocked()).isEqualTo(1);
            assertThat(tiers()).isEqualTo(2);
            assertThat(logs.lines())
                    .filteredOn(line -> line.startsWith("ERROR"))
                    .containsExactly("ERROR dev.seedbed.Seedbed Row code=team of table \"tier\" is blocked: another row"
                            + " holds name \"Team\" already, and it must be unique. where: seeds/tiers.yaml, line 6, column 9"
                            + " (table tier)");
        }
    }

    @Test
    void the_events_of_an_update_count_what_was_planted_changed_and_left() throws IOException, SQLException {
        seedbed().build().afterMigrations();
        seeds("""
                tables:
                  tier:
                    key: [code]
                    managed: [price]
                    rows:
                      - {code: team, name: Team, price: 59}
                      - {code: pro, name: Pro, price: 99}
                    retired:
                      - {code: free, name: Free, price: 0}
                """);
        try (HeardLogs.Listener logs = new HeardLogs.Listener()) {
            seedbed().afterMigrate(AfterMigrate.UPDATE).build().afterMigrations();
            assertThat(logs.lines())
                    .filteredOn(line -> line.contains("seeder_completed"))
                    .containsExactly("INFO dev.seedbed.run.Runner seeder=tiers table=tier seeded=1 skipped=0 total=2"
                            + " updated=1 retired=1 seeder_completed");
        }
    }

    @Test
    void where_blocked_rows_are_to_fail_nothing_is_written() throws SQLException {
        execute("insert into tier values ('crew', 'Team', 5)");
        assertThatThrownBy(() -> seedbed().onBlocked(OnBlocked.FAIL).build().afterMigrations())
                .isInstanceOf(SeedException.class)
                .hasMessage("""
                        Row code=team of table "tier" is blocked: another row holds name "Team" already, and it must be unique.
                          where: seeds/tiers.yaml, line 6, column 9 (table tier)
                          mend:  settle the clash, or plant the other rows with --allow-blocked""");
        assertThat(tiers()).isEqualTo(1);
    }

    @Test
    void an_environment_that_the_marker_denies_ends_what_called() throws SQLException {
        Seedbed.on(database).environment("development").build().mark();
        assertThatThrownBy(() -> seedbed().build().afterMigrations())
                .isInstanceOfSatisfying(
                        SeedException.class, e -> assertThat(e.kind()).isEqualTo(SeedException.Kind.REFUSED));
        assertThat(tiers()).isZero();
    }
}
