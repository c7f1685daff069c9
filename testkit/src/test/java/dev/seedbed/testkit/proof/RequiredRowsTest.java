package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.RowChange;
import dev.seedbed.seed.Declarations;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.Seeder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readiness is told: a row that is there is not missing, whatever keeps a run from changing it. */
class RequiredRowsTest {
    @TempDir
    Path directory;

    private final JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void table() throws SQLException {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        execute("create table plan (code varchar(20), name varchar(40) unique)");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Seedbed.Builder seedbed() {
        return Seedbed.on(database)
                .baseDirectory(directory)
                .discoverSeeders(false)
                .environmentVariables(name -> null);
    }

    private List<String> missing(String rows) throws IOException {
        Files.writeString(
                directory.resolve("plans.yaml"),
                "tables: {plan: {key: [code], managed: [name], rows: [" + rows + "]}}");
        return missing(seedbed().seeds(directory.toString()).build());
    }

    private static List<String> missing(Seedbed seedbed) {
        return seedbed.missingRequired().stream()
                .map(RowChange::key)
                .map(Map::toString)
                .toList();
    }

    @Test
    void rows_that_are_marked_and_not_there_are_missing() throws IOException, SQLException {
        String rows = "{code: free, name: Free, $required: true}, {code: team, name: Team}";
        assertThat(missing(rows)).containsExactly("{code=free}");
        execute("insert into plan values ('free', 'Free')");
        assertThat(missing(rows)).isEmpty();
    }

    @Test
    void one_that_a_clash_keeps_away_is_missing_and_one_that_it_keeps_as_it_is_is_not()
            throws IOException, SQLException {
        execute("insert into plan values ('crew', 'Team')");
        String row = "{code: team, name: Team, $required: true}";
        assertThat(missing(row)).containsExactly("{code=team}");
        execute("insert into plan values ('team', 'Teams')");
        assertThat(missing(row)).isEmpty();
    }

    @Test
    void one_that_stands_twice_is_there() throws IOException, SQLException {
        execute("insert into plan values ('team', 'Team'), ('team', 'Teams')");
        assertThat(missing("{code: team, name: Team, $required: true}")).isEmpty();
    }

    @Test
    void of_a_seeder_in_java_only_the_rows_that_are_marked_are_required() throws SQLException {
        Seeder plans = new Seeder() {
            @Override
            public String name() {
                return "plans";
            }

            @Override
            public void declare(Declarations seeds) {
                SeedRow.Directives required =
                        new SeedRow.Directives(Map.of(), List.of(), false, false, List.of(), true);
                seeds.table("plan")
                        .key("code")
                        .row(Map.of("code", "free"), required)
                        .row("code", "team");
            }
        };
        assertThat(missing(seedbed().seeders(plans).build())).containsExactly("{code=free}");
        execute("insert into plan (code) values ('free')");
        assertThat(missing(seedbed().seeders(plans).build())).isEmpty();
    }
}
