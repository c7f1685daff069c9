package dev.seedbed.flyway;

import static dev.seedbed.flyway.Project.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.testkit.PostgresServer;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the callback does under each major version of Flyway, on PostgreSQL. */
class EveryFlywayTest {
    private static final PostgresServer SERVER = PostgresServer.of(18);

    @TempDir
    Path directory;

    private final DataSource database = SERVER.dataSource(SERVER.newDatabase());

    @ParameterizedTest
    @ValueSource(strings = {"10.22.0", "11.20.3", "12.4.0", "13.12.0"})
    void the_first_migrate_plants_and_the_next_takes_no_transaction_id(String version) throws Exception {
        Calls flyway = OtherFlyway.of(version);
        Project project = Project.tiers(directory);
        flyway.migrate(database, project.directory);
        assertThat(ask(database, "select code || ' ' || permission from tier")).containsExactly("free inventory.view");
        String before =
                ask(database, "select pg_snapshot_xmax(pg_current_snapshot())").get(0);
        flyway.migrate(database, project.directory);
        assertThat(ask(database, "select pg_snapshot_xmax(pg_current_snapshot())"))
                .containsExactly(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.22.0", "11.20.3", "12.4.0", "13.12.0"})
    void looking_plants_nothing(String version) throws Exception {
        Calls flyway = OtherFlyway.of(version);
        Project project = Project.tiers(directory);
        flyway.migrate(database, project.directory);
        ask(database, "delete from tier");
        flyway.look(database, project.directory);
        assertThat(ask(database, "select code from tier")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.22.0", "11.20.3", "12.4.0", "13.12.0"})
    void a_bad_seed_fails_migrate_and_says_where_and_how_to_mend_it(String version) throws Exception {
        Calls flyway = OtherFlyway.of(version);
        Project project = Project.tiers(directory).file("seeds/more.yaml", """
                tables:
                  tier:
                    key: [code]
                    rows:
                      - {code: team, name: Team, permission: {name: inventory.veiw}}
                """);
        assertThatThrownBy(() -> flyway.migrate(database, project.directory)).hasMessageContaining("""
                Migrated, but the seeds were not planted.
                Reference "name: inventory.veiw" in column "permission" names no row of table "permission".
                  where: seeds/more.yaml, line 5, column 53 (table tier)
                  mend:  did you mean "inventory.view"? Otherwise declare the row that it means""");
        assertThat(ask(database, "select name from permission")).isEmpty();
        assertThat(ask(database, "select version from flyway_schema_history where success"))
                .containsExactly("1");
    }
}
