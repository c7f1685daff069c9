package dev.seedbed.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedbedChangeTest {
    private static final String ALWAYS = "      runAlways: true\n";
    private static final String CHANGE = "- customChange: {class: dev.seedbed.liquibase.SeedbedChange";
    private static final String[] AFTER_MIGRATE_OFF = {"seedbed.afterMigrate", "off"};

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {Liquibases.FOUR, Liquibases.FIVE})
    void seeds_are_planted_at_their_point_of_the_changelog(String version) {
        Project project = Project.onPostgres(directory)
                .withTiers()
                .changeSet("seeds", ALWAYS, CHANGE + "}")
                .changeSet("after", "- sql: {sql: 'create table tier_copy as select * from tier'}");
        Map<String, String> said = project.update(version, AFTER_MIGRATE_OFF);
        assertThat(said).doesNotContainKey("error");
        assertThat(said.get("log")).contains("Planted 1 row in 1 table. Written, not committed.");
        assertThat(project.database.rows("select code, price from tier_copy")).containsExactly("starter|12");

        project.file("seeds/team.yaml", "tables: {tier: {key: [code], rows: [{code: team, price: 49}]}}");
        assertThat(project.update(version, AFTER_MIGRATE_OFF)).doesNotContainKey("error");
        assertThat(project.database.rows("select code, price from tier order by 1"))
                .containsExactly("starter|12", "team|49");
    }

    @Test
    void seeds_go_with_the_transaction_of_their_changeset() {
        Project project = Project.onPostgres(directory)
                .withTiers()
                .changeSet("seeds", ALWAYS, CHANGE + "}\n        - sql: {sql: 'insert into nowhere values (1)'}");
        assertThat(project.update(Liquibases.FOUR).get("error")).contains("nowhere");
        assertThat(project.database.rows("select * from tier")).isEmpty();
        assertThat(project.database.rows("select id from databasechangelog")).containsExactly("tier");
    }

    @ParameterizedTest
    @ValueSource(strings = {Liquibases.FOUR, Liquibases.FIVE})
    void a_bad_seed_fails_the_changeset(String version) {
        Project project = Project.onPostgres(directory)
                .withTiers()
                .changeSet("seeds", ALWAYS, CHANGE + "}")
                .file("seeds/more.yaml", "tables: {tier: {key: [code], rows: [{code: team, price: dear}]}}\n");
        assertThat(project.update(version).get("error")).contains("""
                Value "dear" does not fit column "price" (integer): it is not a whole number.
                  where: classpath:seeds/more.yaml, line 1, column 57 (table tier)
                  mend:  change the value, or the type of the column""");
        assertThat(project.database.rows("select * from tier")).isEmpty();
        assertThat(project.database.rows("select locked from databasechangeloglock"))
                .containsExactly("f");
    }

    @ParameterizedTest
    @ValueSource(strings = {Liquibases.FOUR, Liquibases.FIVE})
    void update_sql_has_a_comment_in_its_place(String version) {
        Project project = Project.onPostgres(directory).withTiers();
        project.update(version, AFTER_MIGRATE_OFF);
        project.changeSet("seeds", ALWAYS, CHANGE + "}");
        Map<String, String> said = project.call(version, "updateSql");
        assertThat(said).doesNotContainKey("error");
        assertThat(said.get("output"))
                .contains(
                        "-- Seedbed plants seeds here, as it finds them missing: \"seedbed plan\" shows what that would"
                                + " be");
        assertThat(project.database.rows("select * from tier")).isEmpty();
    }

    @Test
    void a_mode_that_does_not_exist_fails_before_any_changeset_runs() {
        Project project = Project.onH2(directory).withTiers().changeSet("seeds", ALWAYS, CHANGE + ", mode: upsert}");
        assertThat(project.update(Liquibases.FOUR).get("error")).contains("""
                "upsert" is none of fill, init, update, off.
                  where: param "mode" of dev.seedbed.liquibase.SeedbedChange
                  mend:  write one of them""");
        assertThat(project.database.rows("select table_name from information_schema.tables where table_name = 'TIER'"))
                .isEmpty();
    }

    @Test
    void off_is_off_in_yaml_too() {
        Project project = Project.onH2(directory)
                .withTiers()
                .changeSet("seeds", ALWAYS, CHANGE + ", param: {name: mode, value: off}}");
        assertThat(project.update(Liquibases.FOUR, AFTER_MIGRATE_OFF)).doesNotContainKey("error");
        assertThat(project.database.rows("select * from tier")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Liquibases.FOUR, Liquibases.FIVE})
    void a_blocked_row_is_told_where_people_look(String version) {
        Project project = Project.onH2(directory)
                .changeSet(
                        "tier",
                        "- sql: {sql: 'create table tier (code varchar(20) primary key, name varchar(20) unique)'}")
                .changeSet("row", "- sql: {sql: \"insert into tier values ('old', 'Team')\"}")
                .changeSet("seeds", ALWAYS, CHANGE + "}")
                .file("seeds/tiers.yaml", "tables: {tier: {key: [code], rows: [{code: new, name: Team}]}}");
        Map<String, String> said = project.update(version, AFTER_MIGRATE_OFF);
        assertThat(said).doesNotContainKey("error");
        assertThat(said.get("ui")).contains("1 blocked");
    }

    @Test
    void a_changeset_that_runs_once_is_warned_of() {
        Project project = Project.onH2(directory).withTiers().changeSet("seeds", CHANGE + "}");
        String warning = "Seeds of later releases are not planted by a changeset that runs once: give it"
                + " runAlways=\"true\", or leave them to what follows each update";
        assertThat(project.update(Liquibases.FOUR).get("log")).contains(warning);
        Project always = Project.onH2(directory).withTiers().changeSet("seeds", ALWAYS, CHANGE + "}");
        assertThat(always.update(Liquibases.FOUR).get("log")).doesNotContain(warning);
    }

    @Test
    void a_changeset_outside_of_a_transaction_has_seeds_in_their_own() {
        Project project = Project.onPostgres(directory)
                .withTiers()
                .changeSet(
                        "seeds",
                        ALWAYS + "      runInTransaction: false\n",
                        CHANGE + ", mode: init, seeds: 'classpath:seeds'}");
        Map<String, String> said = project.update(Liquibases.FOUR, AFTER_MIGRATE_OFF);
        assertThat(said).doesNotContainKey("error");
        assertThat(said.get("log")).contains("Seedbed: init on ").doesNotContain("not committed");
        assertThat(project.database.rows("select code, price from tier")).containsExactly("starter|12");
    }

    @ParameterizedTest
    @ValueSource(strings = {Liquibases.FOUR, Liquibases.FIVE})
    void a_context_that_names_an_environment_declares_it(String version) {
        Project project = Project.onH2(directory)
                .withTiers()
                .changeSet("seeds", ALWAYS, CHANGE + "}")
                .file("seeds/trial.yaml", "group: dev\ntables: {tier: {key: [code], rows: [{code: trial}]}}");
        String[] settings = {"seedbed.afterMigrate", "off", "contextFilter", "development,ddl"};
        assertThat(project.update(version, settings).get("log"))
                .contains("environment development, declared by context");
        assertThat(project.database.rows("select code from tier order by 1")).containsExactly("starter", "trial");
    }
}
