package dev.seedbed.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AfterUpdateTest {
    private static final String DEV = """
            group: dev
            tables: {tier: {key: [code], rows: [{code: trial, price: 0}]}}
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {Liquibases.FOUR, Liquibases.FIVE})
    void the_first_update_plants_and_the_second_writes_nothing(String version) {
        Project project = Project.onPostgres(directory).withTiers();
        Map<String, String> first = project.update(version);
        assertThat(first).doesNotContainKey("error");
        assertThat(first.get("ui").replaceAll("\\(\\d+ ms\\)", "(… ms)").replaceAll("test_\\d+", "test"))
                .endsWith("""
                        Seedbed: fill on test (PostgreSQL %s at localhost, schema public, user postgres)
                        environment production, since nothing declares another

                          tiers  tier  1 inserted

                        Planted 1 row in 1 table. (… ms)

                        """.formatted(serverVersion(project)));
        List<String> planted = project.database.rows("select xmin, code, price from tier");
        String before = nextTransaction(project);
        Map<String, String> second = project.update(version);
        assertThat(second).doesNotContainKey("error");
        assertThat(second.get("ui")).doesNotContain("Seedbed");
        assertThat(second.get("log")).contains("Nothing to do; 1 unchanged.");
        assertThat(project.database.rows("select xmin, code, price from tier"))
                .isEqualTo(planted)
                .singleElement()
                .asString()
                .endsWith("|starter|12");
        assertThat(nextTransaction(project)).isEqualTo(before);
    }

    private static String serverVersion(Project project) {
        return project.database.rows("show server_version").get(0);
    }

    private static String nextTransaction(Project project) {
        return project.database
                .rows("select pg_snapshot_xmax(pg_current_snapshot())")
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {Liquibases.FOUR, Liquibases.FIVE})
    void a_bad_seed_fails_the_update_and_nothing_is_planted(String version) {
        Project project = Project.onPostgres(directory)
                .withTiers()
                .file("seeds/more.yaml", "tables: {tier: {key: [code], rows: [{code: team, price: dear}]}}\n");
        Map<String, String> said = project.update(version);
        assertThat(said.get("error")).isEqualTo("""
                Updated, but the seeds were not planted.
                Value "dear" does not fit column "price" (integer): it is not a whole number.
                  where: classpath:seeds/more.yaml, line 1, column 57 (table tier)
                  mend:  change the value, or the type of the column""");
        assertThat(project.database.rows("select * from tier")).isEmpty();
        assertThat(project.database.rows("select id from databasechangelog")).containsExactly("tier");
        assertThat(project.database.rows("select locked from databasechangeloglock"))
                .containsExactly("f");
        project.file("seeds/more.yaml", "tables: {tier: {key: [code], rows: [{code: team, price: 49}]}}\n");
        assertThat(project.update(version)).doesNotContainKey("error");
        assertThat(project.database.rows("select code, price from tier order by 1"))
                .containsExactly("starter|12", "team|49");
    }

    @Test
    void a_lost_commit_is_not_called_an_update_without_seeds() {
        SeedException lost = new SeedException(
                SeedException.Kind.UNKNOWN,
                List.of(new Problem("The connection was lost at COMMIT.", "app", "run again")),
                null);
        assertThat(AfterUpdate.failed(lost)).hasMessage("""
                Updated, but whether the seeds were planted is not known.
                The connection was lost at COMMIT.
                  where: app
                  mend:  run again""");
    }

    @Test
    void a_database_that_is_marked_for_another_environment_fails_the_update() {
        Project project = Project.onH2(directory).withTiers();
        project.update(Liquibases.FOUR, "seedbed.afterMigrate", "off");
        Seedbed.on(project.database.dataSource())
                .environment("development")
                .build()
                .mark();
        assertThat(project.update(Liquibases.FOUR).get("error"))
                .startsWith("Updated, but the seeds were not planted.\n"
                        + "This database is marked \"development\", and the run is for \"production\"");
        assertThat(project.database.rows("select * from tier")).isEmpty();
        assertThat(project.update(Liquibases.FOUR, "contextFilter", "development"))
                .doesNotContainKey("error");
        assertThat(project.database.rows("select code from tier")).containsExactly("starter");
    }

    @Test
    void a_new_release_plants_only_what_is_new() {
        Project project = Project.onPostgres(directory).withTiers();
        project.update(Liquibases.FOUR);
        project.database.sql("update tier set price = 10");
        project.changeSet("unit", "- sql: {sql: 'create table unit (name varchar(20) primary key)'}")
                .file("seeds/units.yaml", "tables: {unit: {rows: [{name: kg}, {name: g}]}}\n");
        assertThat(project.update(Liquibases.FOUR).get("ui"))
                .contains("units  unit  2 inserted")
                .contains("Planted 2 rows in 1 table; 1 ");
        assertThat(project.database.rows("select code, price from tier")).containsExactly("starter|10");
        assertThat(project.database.rows("select name from unit order by 1")).containsExactly("g", "kg");
    }

    @ParameterizedTest
    @ValueSource(strings = {Liquibases.FOUR, Liquibases.FIVE})
    void update_sql_plants_nothing(String version) {
        Project project = Project.onPostgres(directory).withTiers();
        project.update(version, "seedbed.afterMigrate", "off");
        Map<String, String> said = project.call(version, "updateSql");
        assertThat(said).doesNotContainKey("error");
        assertThat(said.get("ui") + said.get("output")).doesNotContainIgnoringCase("seedbed");
        assertThat(project.database.rows("select * from tier")).isEmpty();
    }

    @Test
    void ten_at_once_give_one_writer() throws Exception {
        Project project = Project.onPostgres(directory).withTiers();
        project.update(Liquibases.FIVE, "seedbed.afterMigrate", "off");
        project.database.sql(
                "create table writer (id int)",
                "create function note() returns trigger language plpgsql as"
                        + " $$ begin insert into writer values (pg_backend_pid()); return null; end $$",
                "create trigger note after insert on tier for each statement execute function note()");
        List<Future<Map<String, String>>> calls = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            for (int i = 0; i < 10; i++) {
                // Before 5 no Liquibase takes two calls at once.
                calls.add(threads.submit(() -> project.update(Liquibases.FIVE)));
            }
            int planted = 0;
            for (Future<Map<String, String>> call : calls) {
                Map<String, String> said = call.get();
                assertThat(said).doesNotContainKey("error");
                planted += said.get("ui").contains("Planted 1 row in 1 table") ? 1 : 0;
            }
            assertThat(planted).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(project.database.rows("select code, price from tier")).containsExactly("starter|12");
        assertThat(project.database.rows("select count(*) from writer")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {Liquibases.FOUR, Liquibases.FIVE})
    void a_context_that_names_an_environment_declares_it(String version) {
        Project project = Project.onH2(directory).withTiers().file("seeds/trial.yaml", DEV);
        assertThat(project.update(version, "contextFilter", "ddl, Seed").get("ui"))
                .contains("environment production, since nothing declares another");
        assertThat(project.database.rows("select code from tier")).containsExactly("starter");
        assertThat(project.update(version, "contextFilter", "ddl, Development").get("ui"))
                .contains("environment development, declared by context");
        assertThat(project.database.rows("select code from tier order by 1")).containsExactly("starter", "trial");
    }

    @Test
    void several_contexts_that_name_environments_are_refused() {
        Project project = Project.onH2(directory).withTiers().file("seeds/trial.yaml", DEV);
        assertThat(project.update(Liquibases.FOUR, "contextFilter", "test,development,ddl")
                        .get("error"))
                .isEqualTo("""
                        Updated, but the seeds were not planted.
                        The contexts name several environments: development, test.
                          where: contexts of this call of Liquibase
                          mend:  name one, or say with seedbed.environment which it is""");
        assertThat(project.database.rows("select * from tier")).isEmpty();
        assertThat(project.update(
                                Liquibases.FOUR, "contextFilter", "test,development,ddl", "seedbed.environment", "test")
                        .get("ui"))
                .contains("environment test, declared by seedbed.environment");
        assertThat(project.database.rows("select code from tier order by 1")).containsExactly("starter", "trial");
    }

    @Test
    void an_environment_of_the_configuration_is_one_that_a_context_may_name() {
        Project project = Project.onH2(directory)
                .withTiers()
                .file("seedbed.yaml", "environments: [qa]\nenvironment: staging\nafter-migrate: init\n");
        assertThat(project.update(Liquibases.FOUR, "contextFilter", "QA").get("ui"))
                .contains("Seedbed: init on ")
                .contains("environment qa, declared by context");
        project.database.sql("delete from tier");
        assertThat(project.update(Liquibases.FOUR).get("ui"))
                .contains("environment staging, declared by the configuration file");
    }

    @Test
    void a_setting_that_means_nothing_fails_the_update() {
        Project project = Project.onH2(directory).withTiers();
        assertThat(project.update(Liquibases.FOUR, "seedbed.afterMigrate", "sometimes")
                        .get("error"))
                .isEqualTo("""
                        Updated, but the seeds were not planted.
                        "sometimes" is none of fill, init, update, off.
                          where: seedbed.after-migrate
                          mend:  write one of them""");
        assertThat(project.update(Liquibases.FOUR, "seedbed.afterMigrate", "off"))
                .doesNotContainKey("error");
        assertThat(project.database.rows("select * from tier")).isEmpty();
    }

    @Test
    void seeds_stand_where_a_setting_says() {
        Project project = Project.onH2(directory)
                .withTiers()
                .file("one/a.yaml", "tables: {tier: {key: [code], rows: [{code: a}]}}")
                .file("two/b.yaml", "tables: {tier: {key: [code], rows: [{code: b}]}}");
        assertThat(project.update(Liquibases.FOUR, "seedbed.seeds", "classpath:one, " + directory.resolve("two")))
                .doesNotContainKey("error");
        assertThat(project.database.rows("select code from tier order by 1")).containsExactly("a", "b");
    }

    @Test
    void update_to_tag_plants_and_update_count_does_not() {
        Project project = Project.onH2(directory).withTiers().changeSet("one", "- tagDatabase: {tag: one}");
        assertThat(project.call(Liquibases.FOUR, "updateCount", "count", "1")).doesNotContainKey("error");
        assertThat(project.database.rows("select * from tier")).isEmpty();
        assertThat(project.call(Liquibases.FOUR, "updateToTag", "tag", "one")).doesNotContainKey("error");
        assertThat(project.database.rows("select code, price from tier")).containsExactly("starter|12");
    }

    @Test
    void liquibase_goes_on_with_its_connection() {
        Project project = Project.onPostgres(directory).file("seeds/tiers.yaml", "tables: {tier: {rows: [{code: a}]}}");
        project.changeSet(
                "tier",
                "- createTable: {tableName: tier, columns: [{column: {name: code, type: text,"
                        + " constraints: {primaryKey: true}}}]}");
        assertThat(project.call(Liquibases.FIVE, "updateTestingRollback")).doesNotContainKey("error");
        assertThat(project.database.rows("select code from tier")).containsExactly("a");
        assertThat(project.database.rows("select id from databasechangelog")).containsExactly("tier");
    }

    @Test
    void the_default_schema_of_liquibase_is_that_of_tables_without_one() {
        Project project = Project.onH2(directory).file("seeds/tiers.yaml", "tables: {tier: {rows: [{code: a}]}}");
        project.database.sql("create schema app", "create schema other");
        for (String schema : List.of("app", "other")) {
            project.database.sql("create table " + schema + ".tier (code varchar(20) primary key)");
        }
        project.changeSet("nothing", "- sql: {sql: 'select 1'}");
        assertThat(project.update(Liquibases.FOUR, "defaultSchemaName", "app")).doesNotContainKey("error");
        assertThat(project.database.rows("select code from app.tier")).containsExactly("a");
        project.file("seedbed.yaml", "schema: OTHER\n");
        assertThat(project.update(Liquibases.FOUR, "defaultSchemaName", "app")).doesNotContainKey("error");
        assertThat(project.database.rows("select code from other.tier")).containsExactly("a");
    }

    @Test
    void the_default_schema_of_liquibase_counts_on_postgres() {
        Project project = Project.onPostgres(directory).withTiers();
        project.database.sql("create schema app");
        assertThat(project.update(Liquibases.FIVE, "defaultSchemaName", "app")).doesNotContainKey("error");
        assertThat(project.database.rows("select code from app.tier")).containsExactly("starter");
    }

    @Test
    void sqlite_is_planted_too() {
        Project project = Project.onSqlite(directory).withTiers();
        assertThat(project.update(Liquibases.FOUR)).doesNotContainKey("error");
        assertThat(project.database.rows("select code, price from tier")).containsExactly("starter|12");
    }

    @Test
    void a_blocked_row_is_reported_and_keeps_nothing_back() {
        Project project = Project.onH2(directory)
                .changeSet(
                        "tier",
                        "- sql: {sql: 'create table tier (code varchar(20) primary key, name varchar(20) unique)'}")
                .changeSet("row", "- sql: {sql: \"insert into tier values ('old', 'Team')\"}")
                .file(
                        "seeds/tiers.yaml",
                        "tables: {tier: {key: [code], rows: [{code: new, name: Team}, {code: solo, name: Solo}]}}");
        Map<String, String> said = project.update(Liquibases.FOUR);
        assertThat(said).doesNotContainKey("error");
        assertThat(said.get("ui")).contains("1 blocked");
        assertThat(project.database.rows("select code from tier order by 1")).containsExactly("old", "solo");
        project.file("seedbed.yaml", "on-blocked: fail\n")
                .file("seeds/units.yaml", "tables: {tier: {key: [code], rows: [{code: other, name: Other}]}}");
        assertThat(project.update(Liquibases.FOUR).get("error")).contains("\"Team\"", "mend:");
        assertThat(project.database.rows("select code from tier order by 1")).containsExactly("old", "solo");
    }
}
