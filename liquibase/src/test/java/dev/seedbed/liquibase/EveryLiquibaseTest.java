package dev.seedbed.liquibase;

import static dev.seedbed.liquibase.Project.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.testkit.PostgresServer;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows an update under Liquibase 4 and 5, on PostgreSQL. */
class EveryLiquibaseTest {
    private static final PostgresServer SERVER = PostgresServer.of(18);
    private static final String CHANGES = "changes.sql";

    @TempDir
    Path directory;

    private final DataSource database = SERVER.dataSource(SERVER.newDatabase());

    @ParameterizedTest
    @ValueSource(strings = {"4.33.0", "5.0.4"})
    void the_first_update_plants_and_the_next_writes_no_seed(String version) throws Exception {
        Calls liquibase = OtherLiquibase.of(version);
        Project project = Project.tiers(directory);
        liquibase.update(database, project.directory, CHANGES, "");
        assertThat(ask(database, "select code || ' ' || permission from tier")).containsExactly("free inventory.view");
        String written = ask(database, "select xmin from tier").get(0);
        liquibase.update(database, project.directory, CHANGES, "");
        assertThat(ask(database, "select xmin from tier")).containsExactly(written);
        assertThat(ask(database, "select locked from databasechangeloglock")).containsExactly("f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.33.0", "5.0.4"})
    void printing_what_an_update_would_run_plants_nothing(String version) throws Exception {
        Calls liquibase = OtherLiquibase.of(version);
        Project project = Project.tiers(directory);
        liquibase.update(database, project.directory, CHANGES, "");
        ask(database, "delete from tier");
        project.file("at-a-place.xml", AT_A_PLACE.formatted("true"));
        assertThat(liquibase.updateSql(database, project.directory, CHANGES)).doesNotContain("insert into tier");
        assertThat(liquibase.updateSql(database, project.directory, "at-a-place.xml"))
                .contains("create table");
        assertThat(ask(database, "select code from tier")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.33.0", "5.0.4"})
    void a_bad_seed_fails_the_update_and_says_where_and_how_to_mend_it(String version) throws Exception {
        Calls liquibase = OtherLiquibase.of(version);
        Project project = Project.tiers(directory).file("seeds/more.yaml", """
                tables:
                  tier:
                    key: [code]
                    rows:
                      - {code: team, name: Team, permission: {name: inventory.veiw}}
                """);
        assertThatThrownBy(() -> liquibase.update(database, project.directory, CHANGES, ""))
                .hasMessageContaining("""
                        Updated, but the seeds were not planted.
                        Reference "name: inventory.veiw" in column "permission" names no row of table "permission".
                          where: classpath:seeds/more.yaml, line 5, column 53 (table tier)
                          mend:  did you mean "inventory.view"? Otherwise declare the row that it means""");
        assertThat(ask(database, "select name from permission")).isEmpty();
        assertThat(ask(database, "select id from databasechangelog order by id"))
                .containsExactly("1", "2");
        assertThat(ask(database, "select locked from databasechangeloglock")).containsExactly("f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.33.0", "5.0.4"})
    void at_a_place_of_the_changelog_seeds_are_there_for_what_follows(String version) throws Exception {
        Calls liquibase = OtherLiquibase.of(version);
        Project project = Project.tiers(directory)
                .file("seedbed.yaml", "after-migrate: off\n")
                .file("at-a-place.xml", AT_A_PLACE.formatted("true"));
        liquibase.update(database, project.directory, "at-a-place.xml", "");
        assertThat(ask(database, "select name from customer_tier")).containsExactly("Free");
        project.file("seeds/more.yaml", "tables: {tier: {key: [code], rows: [{code: team, name: Team}]}}");
        liquibase.update(database, project.directory, "at-a-place.xml", "");
        assertThat(ask(database, "select code from tier order by code")).containsExactly("free", "team");
        project.file("seeds/bad.yaml", "tables: {teir: {rows: [{code: a}]}}");
        assertThatThrownBy(() -> liquibase.update(database, project.directory, "at-a-place.xml", ""))
                .hasMessageContaining("The database has no table \"teir\".");
    }

    static final String AT_A_PLACE = """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
              <include file="changes.sql"/>
              <changeSet id="seeds" author="me" runAlways="%s">
                <customChange class="dev.seedbed.liquibase.SeedbedChange">
                  <param name="mode" value="fill"/>
                </customChange>
              </changeSet>
              <changeSet id="customers" author="me">
                <sql>create table customer_tier as select name from tier</sql>
              </changeSet>
            </databaseChangeLog>
            """;
}
