package dev.seedbed.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each goal, made as Maven makes it, on a real database. */
class GoalsTest {
    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void make() {
        project = new Project(directory);
    }

    private UpdateMojo update() {
        UpdateMojo update = project.goal(new UpdateMojo());
        update.yes = true;
        return update;
    }

    @Test
    void fill_plants_and_a_second_fill_has_nothing_to_do() throws Exception {
        assertThat(project.run(project.goal(new FillMojo())))
                .startsWith("fill on …/app")
                .endsWith("""
                environment production, since nothing declares another

                  tiers  tier  1 inserted

                Planted 1 row in 1 table. (… ms)""");
        assertThat(project.tiers()).containsExactly("starter 12");
        assertThat(project.run(project.goal(new FillMojo()))).endsWith("Nothing to do; 1 unchanged. (… ms)");
    }

    @Test
    void init_plants_into_empty_tables_alone() throws Exception {
        project.sql("insert into tier values ('own', 1)");
        assertThat(project.run(project.goal(new InitMojo()))).contains("skipped");
        project.sql("delete from tier");
        project.run(project.goal(new InitMojo()));
        assertThat(project.tiers()).containsExactly("starter 12");
    }

    @Test
    void plan_and_status_show_what_update_does() throws Exception {
        project.run(project.goal(new FillMojo()));
        project.seeds("{code: starter, price: 15, $was: {price: [12]}}, {code: team, price: 49}");
        PlanMojo plan = project.goal(new PlanMojo());
        assertThat(project.run(plan)).contains("~ starter  price: 12 → 15", "mvn seedbed:update");
        StatusMojo status = project.goal(new StatusMojo());
        assertThat(project.run(status)).contains("Seeds wait: mvn seedbed:update would write.");
        status.exitCode = true;
        assertThatThrownBy(() -> project.run(status))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("""
                        The database does not hold what the seeds declare.
                          where: %s/app
                          mend:  see what is to be done with mvn seedbed:plan, and do it with mvn seedbed:update""".formatted(directory));
        project.run(update());
        assertThat(project.tiers()).containsExactly("starter 15", "team 49");
        assertThat(project.run(status)).contains("Up to date: mvn seedbed:update would write nothing.");
    }

    @Test
    void an_update_in_production_wants_to_be_confirmed() {
        UpdateMojo update = update();
        update.yes = false;
        assertThatThrownBy(() -> project.run(update))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("""
                        "update production" was not confirmed.
                          where: %s/app
                          mend:  add -Dseedbed.yes""".formatted(directory))
                .satisfies(e -> assertThat(e.getCause())
                        .as("Maven prints the message of a cause that differs")
                        .hasMessage(e.getMessage()));
        assertThat(project.tiers()).isEmpty();
    }

    @Test
    void an_option_that_is_none_is_an_error_of_the_call_or_warned_of_where_another_may_be_meant() throws Exception {
        UpdateMojo update = update();
        update.given.setProperty("seedbed.seedr", "tiers");
        update.given.setProperty("seedbed.rstore", "true");
        assertThatThrownBy(() -> project.run(update))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        There is no option -Dseedbed.rstore.
                          where: the call
                          mend:  write -Dseedbed.restore
                        There is no option -Dseedbed.seedr.
                          where: the call
                          mend:  write -Dseedbed.seeder""");
        assertThat(project.tiers()).isEmpty();
        FillMojo fill = project.goal(new FillMojo());
        fill.given.setProperty("seedbed.environment", "development");
        fill.given.setProperty("seedbed.data-source", "own");
        fill.given.setProperty("seedbed.confirm", "app");
        fill.given.setProperty("seedbed.version", "1");
        fill.given.setProperty("skipTests", "true");
        assertThat(project.run(fill))
                .contains(
                        "WARN There is no option -Dseedbed.environment of this plugin, which passes over it; its own is"
                                + " -Dseedbed.env",
                        "WARN There is no option -Dseedbed.data-source of this plugin, which passes over it; known"
                                + " options are actor, allow-blocked, check, config, env, exit-code, mode, ")
                .doesNotContain("seedbed.version", "seedbed.confirm");
    }

    @Test
    void a_database_that_is_marked_for_another_environment_fails_the_build() {
        FillMojo fill = project.goal(new FillMojo());
        fill.env = "development";
        fill.seedbed().mark();
        fill.env = null;
        assertThatThrownBy(() -> project.run(fill))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("This database is marked \"development\", and the run is for \"production\"");
        assertThat(project.tiers()).isEmpty();
    }

    @Test
    void a_bad_seed_fails_the_build_and_nothing_is_planted() {
        project.file("seeds/more.yaml", "tables: {tier: {key: [code], rows: [{code: team, price: dear}]}}\n");
        assertThatThrownBy(() -> project.run(project.goal(new FillMojo())))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("""
                        Value "dear" does not fit column "price" (INTEGER): it is not a whole number.
                          where: seeds/more.yaml, line 1, column 57 (table tier)
                          mend:  change the value, or the type of the column""");
        assertThat(project.tiers()).isEmpty();
    }

    @Test
    void a_blocked_row_fails_unless_it_is_allowed() throws Exception {
        project.sql("alter table tier add constraint one_price unique (price)");
        project.sql("insert into tier values ('own', 12)");
        project.seeds("{code: starter, price: 12}, {code: team, price: 49}");
        FillMojo fill = project.goal(new FillMojo());
        assertThatThrownBy(() -> project.run(fill))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageEndingWith("mend:  settle the clash, or plant the other rows with -Dseedbed.allow-blocked");
        fill.allowBlocked = true;
        project.run(fill);
        assertThat(project.tiers()).containsExactly("own 12", "team 49");
    }

    @Test
    void a_parameter_goes_before_a_variable_and_that_before_the_configuration() throws Exception {
        project.file("seedbed.yaml", "url: h2:./elsewhere\nenvironment: staging\n");
        project.variables.put("SEEDBED_URL", "h2:./app");
        project.variables.put("SEEDBED_USER", "sa");
        PlanMojo plan = project.goal(new PlanMojo());
        assertThat(project.run(plan)).contains("environment staging, declared by the configuration file");
        project.variables.put("SEEDBED_ENV", "test");
        assertThat(project.run(plan)).contains("environment test, declared by SEEDBED_ENV");
        project.variables.put("SEEDBED_URL", "h2:./nowhere");
        plan.url = "jdbc:h2:" + directory.resolve("app");
        plan.env = "development";
        assertThat(project.run(plan)).contains("environment development, declared by -Dseedbed.env");
        plan.env = "prodution";
        assertThatThrownBy(() -> project.run(plan))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("\"prodution\" is no known environment.")
                .hasMessageContaining("did you mean \"production\"?");
    }

    @Test
    void a_password_is_read_where_it_is_said_to_be() throws Exception {
        project.sql("create user app password 'geheim' admin");
        PlanMojo plan = project.goal(new PlanMojo());
        plan.user = "app";
        plan.passwordEnv = "APP_SECRET";
        assertThatThrownBy(() -> project.run(plan))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        The environment variable "APP_SECRET", which is to hold the password, is not set.
                          where: -Dseedbed.password-env
                          mend:  set it, or name with -Dseedbed.password-env the one that holds the password""");
        project.variables.put("APP_SECRET", "geheim");
        assertThat(project.run(plan)).contains("user APP");
        plan.passwordEnv = null;
        plan.passwordFile =
                Files.writeString(directory.resolve("secret"), "geheim\n").toFile();
        assertThat(project.run(plan)).contains("user APP");
        plan.passwordFile = null;
        plan.password = "wrong-one";
        assertThatThrownBy(() -> project.run(plan))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("which came from -Dseedbed.password")
                .hasMessageNotContaining("wrong-one");
    }

    @Test
    void no_database_is_told_how_to_name_one() {
        project.file("seedbed.yaml", "after-migrate: fill\n");
        assertThatThrownBy(() -> project.run(project.goal(new FillMojo())))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        No database is named.
                          where: -Dseedbed.url, SEEDBED_URL, DATABASE_URL, PGHOST or PGDATABASE, and url in seedbed.yaml are not set
                          mend:  name the database, with its tables already made by your migrations, such as
                                 -Dseedbed.url=postgres://app@localhost/app    password in SEEDBED_PASSWORD""");
    }

    @Test
    void a_missing_driver_is_answered_with_the_dependency() {
        FillMojo fill = project.goal(new FillMojo());
        fill.url = "sqlite:" + project.file("app.db", "").directory.resolve("app.db");
        assertThatThrownBy(() -> project.run(fill))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        There is no JDBC driver for addresses that begin with "jdbc:sqlite:".
                          where: jdbc:sqlite:%s/app.db
                          mend:  put it into the <dependencies> of the plugin seedbed-maven-plugin in pom.xml:
                                 <dependency>
                                   <groupId>org.xerial</groupId>
                                   <artifactId>sqlite-jdbc</artifactId>
                                   <version>3.54.1.0</version>
                                 </dependency>""".formatted(directory));
    }

    @Test
    void drivers_are_of_the_versions_that_are_tested() throws Exception {
        String pom = Files.readString(Path.of("../pom.xml"));
        for (DriverDependency each : DriverDependency.values()) {
            String artifact = each.xml().replaceAll("(?s).*<artifactId>(.*)</artifactId>.*", "$1");
            String version = each.xml().replaceAll("(?s).*<version>(.*)</version>.*", "$1");
            assertThat(pom).contains("<" + artifact + ".version>" + version + "<");
        }
    }

    @Test
    void seeds_of_the_resources_are_found_in_the_sources() throws Exception {
        Files.delete(directory.resolve("seeds/tiers.yaml"));
        Files.delete(directory.resolve("seeds"));
        Files.delete(directory.resolve("seedbed.yaml"));
        project.file("src/main/resources/seedbed.yaml", "url: h2:./app\nuser: sa\nseeds: [seeds, 'classpath:more']\n")
                .file("src/main/resources/seeds/a.yaml", "tables: {tier: {key: [code], rows: [{code: a, price: 1}]}}")
                .file("src/main/resources/more/b.yaml", "tables: {tier: {key: [code], rows: [{code: b, price: 2}]}}");
        project.run(project.goal(new FillMojo()));
        assertThat(project.tiers()).containsExactly("a 1", "b 2");
        FillMojo named = project.goal(new FillMojo());
        project.sql("delete from tier");
        named.seeds = List.of("src/main/resources/more");
        project.run(named);
        assertThat(project.tiers()).containsExactly("b 2");
    }

    @Test
    void lint_checks_with_a_database_and_without() throws Exception {
        LintMojo lint = project.goal(new LintMojo());
        assertThat(project.run(lint)).isEqualTo("The seeds were checked against the database: nothing is wrong.");
        project.file("seedbed.yaml", "").seeds("{code: starter, price: 12}, {code: starter, price: 13}");
        assertThatThrownBy(() -> project.run(lint))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("starter");
        project.seeds("{code: starter, price: 12}");
        assertThat(project.run(lint))
                .isEqualTo("The seeds were checked without a database (-Dseedbed.url checks them against its tables):"
                        + " nothing is wrong.");
    }

    @Test
    void record_remembers_what_was_declared_before() throws Exception {
        RecordMojo record = project.goal(new RecordMojo());
        assertThat(project.run(record)).contains("seeds/former.jsonl: 0 rows");
        project.seeds("{code: starter, price: 15}");
        RecordMojo check = project.goal(new RecordMojo());
        check.check = true;
        assertThatThrownBy(() -> project.run(check))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("The record of former defaults is behind")
                .hasMessageContaining("run \"mvn seedbed:record\" and commit the file");
        assertThat(project.run(record)).contains("1 row with former defaults", "written");
        assertThat(project.run(check)).contains("it is complete.");
    }

    @Test
    void a_mode_that_is_none_is_a_mistake_in_the_call() {
        PlanMojo plan = project.goal(new PlanMojo());
        plan.mode = "upsert";
        assertThatThrownBy(() -> project.run(plan))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        "upsert" is no mode.
                          where: -Dseedbed.mode
                          mend:  write one of init, fill, update, reset""");
    }

    @Test
    void a_goal_that_is_skipped_does_nothing() throws Exception {
        FillMojo fill = project.goal(new FillMojo());
        fill.skip = true;
        assertThat(project.run(fill)).isEqualTo("Seedbed is skipped.");
        assertThat(project.tiers()).isEmpty();
    }
}
