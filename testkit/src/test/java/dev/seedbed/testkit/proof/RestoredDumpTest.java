package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.SeedException;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

/** A copy of a marked database is noticed, under another name and on another server, and in whatever schema its mark is. */
class RestoredDumpTest extends PostgresProof {
    private static final String SEEDS = """
            tables:
              tier: {key: [code], rows: [{code: starter}]}
            """;

    private static final String TABLE = "create table tier (code text primary key)";

    private void mark() {
        database.sql(TABLE);
        database.seeds(SEEDS).environment("production").build().mark();
    }

    private static void refused(TestDatabase copy, String beginning) {
        String transactions = copy.value("select pg_snapshot_xmax(pg_current_snapshot())");
        for (String environment : new String[] {"production", "development"}) {
            assertThat(copy.fails(
                            SeedException.Kind.REFUSED,
                            () -> copy.seeds(SEEDS)
                                    .environment(environment)
                                    .build()
                                    .fill()))
                    .startsWith(beginning);
        }
        assertThat(copy.value("select pg_snapshot_xmax(pg_current_snapshot())")).isEqualTo(transactions);
    }

    @Test
    void a_copy_under_another_name_is_refused() {
        mark();
        String copied = name + "_copy";
        new TestDatabase(server.dataSource("postgres"), folder).sql("create database " + copied + " template " + name);
        TestDatabase copy = new TestDatabase(server.dataSource(copied), folder);

        refused(copy, "This database holds the mark of another one, as a restored dump or a copy does: \"production\"");
        copy.seeds(SEEDS).environment("test").build().mark();
        assertThat(copy.seeds(SEEDS).environment("test").build().fill().inserted())
                .isEqualTo(1);
    }

    @Test
    void a_copy_of_the_rows_on_another_server_is_refused_under_the_same_name_too() {
        mark();
        PostgresServer other = PostgresServer.of(17);
        new TestDatabase(other.dataSource("postgres"), folder).sql("create database restored_" + name);
        new TestDatabase(server.dataSource("postgres"), folder).sql("create database restored_" + name);
        TestDatabase here = new TestDatabase(server.dataSource("restored_" + name), folder).sql(TABLE);
        here.seeds(SEEDS).environment("production").build().mark();
        String bound = here.value("select bound_to from seedbed_marker");
        TestDatabase copy = new TestDatabase(other.dataSource("restored_" + name), folder)
                .sql(
                        TABLE,
                        "create table seedbed_marker (environment text, bound_to text, marked_at text)",
                        "insert into seedbed_marker values ('production', '" + bound + "', 'then')");

        refused(copy, "This database holds the mark of another one");
    }

    @Test
    void a_mark_is_found_in_a_schema_that_nobody_searches_and_two_must_agree() {
        database.sql(TABLE, "create schema hidden");
        database.seeds(SEEDS).environment("production").build().mark();
        database.sql("alter table seedbed_marker set schema hidden");
        assertThat(database.fails(
                        SeedException.Kind.REFUSED,
                        () -> database.seeds(SEEDS).build().fill()))
                .startsWith("This database is marked \"production\"");

        database.sql(
                "create table public.seedbed_marker as select * from hidden.seedbed_marker",
                "update public.seedbed_marker set environment = 'development'");
        assertThat(database.fails(
                        SeedException.Kind.REFUSED,
                        () -> database.seeds(SEEDS).build().fill()))
                .startsWith("This database is marked twice: \"production\" in hidden.seedbed_marker and"
                        + " \"development\" in public.seedbed_marker.");
    }

    @Test
    void a_role_that_may_not_create_or_write_the_mark_is_told_what_it_lacks() {
        database.sql(TABLE).role("marker_less").sql("grant select, insert on tier to marker_less");
        TestDatabase less = database.as("marker_less");
        Seedbed marking = less.seeds(SEEDS).environment("production").build();

        assertThatThrownBy(marking::mark).hasMessage("""
                User "marker_less" may not create the table "seedbed_marker": permission denied for schema public.
                  where: schema public
                  mend:  do this as a user who may create tables there, such as the owner of the schema, and grant select on the table to those who run; or allow this one: grant usage, create on schema "public" to "marker_less\"""");
        database.sql("grant create on schema \"public\" to \"marker_less\"");
        marking.mark();

        database.sql("drop table seedbed_marker");
        database.seeds(SEEDS).environment("production").build().mark();
        assertThatThrownBy(marking::mark).hasMessage("""
                User "marker_less" may not write the mark: permission denied for table seedbed_marker.
                  where: table "public"."seedbed_marker"
                  mend:  mark it as the user who made the table, or allow this one: grant usage on schema "public" to "marker_less"; grant select, insert, delete on "public"."seedbed_marker" to "marker_less\"""");
        database.sql("grant select, insert, delete on \"public\".\"seedbed_marker\" to \"marker_less\"");
        marking.mark();
    }

    /** Whoever has no right to a schema at all needs that one, too. */
    @Test
    void what_a_role_is_told_to_lack_is_all_that_it_lacks() {
        database.sql(TABLE, "create schema app").role("stranger").sql("grant select, insert on tier to stranger");
        TestDatabase stranger = database.as("stranger");
        Seedbed marking =
                stranger.seeds(SEEDS).environment("production").schema("app").build();

        assertThatThrownBy(marking::mark)
                .hasMessageContaining(": grant usage, create on schema \"app\" to \"stranger\"");
        database.sql("grant usage, create on schema \"app\" to \"stranger\"");
        marking.mark();

        database.sql("drop table app.seedbed_marker", "revoke all on schema app from stranger");
        database.seeds(SEEDS).environment("production").schema("app").build().mark();
        assertThatThrownBy(marking::mark)
                .hasMessageContaining(": grant usage on schema \"app\" to \"stranger\"; grant select, insert, delete on"
                        + " \"app\".\"seedbed_marker\" to \"stranger\"");
        database.sql("grant usage on schema \"app\" to \"stranger\"");
        database.sql("grant select, insert, delete on \"app\".\"seedbed_marker\" to \"stranger\"");
        marking.mark();
    }

    @Test
    void a_mark_that_the_role_may_not_read_refuses() {
        mark();
        database.role("reader_only").sql("grant select, insert on tier to reader_only");
        TestDatabase reader = database.as("reader_only");
        assertThat(reader.fails(
                        SeedException.Kind.REFUSED,
                        () -> reader.seeds(SEEDS)
                                .environment("production")
                                .build()
                                .fill()))
                .startsWith("The mark of this database cannot be read.");
        database.sql("grant select on seedbed_marker to reader_only");
        assertThat(reader.seeds(SEEDS).environment("production").build().fill().inserted())
                .isEqualTo(1);
    }
}
