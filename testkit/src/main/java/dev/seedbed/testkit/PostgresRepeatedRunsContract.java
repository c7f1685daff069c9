package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.seed.SeedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What PostgreSQL can change behind the back of a {@link Seedbed} that remembers its tables. */
public interface PostgresRepeatedRunsContract extends OnDatabase {
    String SEEDS = "tables: {role: {key: [code], rows: [{code: a}, {code: b}]}}";

    String READER = "seedbed_reader";

    @Test
    default void two_changes_of_one_transaction_are_noticed_between_joined_runs() throws Exception {
        db().sql("create table other (code text primary key)");
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            TestDatabase.sql(connection, "create table role (code text primary key, n integer)");
            Seedbed seedbed = db().joined(connection, "tables: {role: {rows: [{code: a, n: 1}]}}")
                    .build();
            for (int i = 0; i < 4; i++) {
                seedbed.fill();
            }

            TestDatabase.sql(connection, "alter table role rename column n to m");

            assertThatThrownBy(seedbed::fill)
                    .isInstanceOf(SeedException.class)
                    .hasMessageContaining("Table \"role\" has no column \"n\".");
            connection.rollback();
        }
    }

    @Test
    default void a_schema_renamed_between_runs_is_noticed() {
        db().sql(
                        "create schema ref",
                        "create table ref.parent (id integer generated always as identity primary key, code text unique)",
                        "create table child (code text primary key, parent_id integer references ref.parent)");
        Seedbed seedbed = repeated(
                "tables: {ref.parent: {rows: [{code: p}]}," + " child: {rows: [{code: c, parent_id: {code: p}}]}}");

        db().sql("alter schema ref rename to was");

        assertThatThrownBy(seedbed::fill).isInstanceOf(SeedException.class);
        db().sql("alter schema was rename to ref");
        assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void a_mark_made_in_another_schema_between_runs_is_noticed() {
        db().sql("create table role (code text primary key)", "create schema elsewhere");
        Seedbed seedbed = repeated("tables: {role: {rows: [{code: a}]}}");
        Seedbed.on(db().dataSource())
                .schema("elsewhere")
                .environment("staging")
                .build()
                .mark();

        assertThatThrownBy(seedbed::fill)
                .isInstanceOf(SeedException.class)
                .hasMessageContaining("This database is marked \"staging\"");
    }

    @Test
    default void a_sequence_renamed_between_runs_is_noticed() {
        db().sql(
                        "create sequence numbers",
                        "create table role (id bigint primary key default nextval('numbers'), code text unique)");
        Path base = db().write(Map.of("seeds.yaml", "tables: {role: {key: [code], rows: [{id: 1, code: a}]}}"));
        Seedbed seedbed =
                Seedbed.on(db().dataSource()).baseDirectory(base).seeds("seeds").build();
        for (int i = 0; i < 4; i++) {
            seedbed.fill();
        }

        db().sql("alter sequence numbers rename to figures", "delete from role");

        assertThat(seedbed.fill().inserted()).isEqualTo(1);
    }

    @Test
    default void an_enum_label_renamed_between_runs_is_noticed() {
        db().sql("create type mood as enum ('ok', 'sad')", "create table role (code text primary key, mood mood)");
        Seedbed seedbed = repeated("tables: {role: {rows: [{code: a, mood: ok}]}}");

        db().sql("alter type mood rename value 'ok' to 'fine'");

        assertThatThrownBy(seedbed::fill)
                .isInstanceOf(SeedException.class)
                .hasMessageContaining("Value \"ok\" does not fit column \"mood\"");
    }

    @Test
    default void a_table_of_the_same_name_that_comes_first_in_the_search_path_between_runs_is_the_one_planted() {
        db().sql("create schema first", "create table role (code text primary key)");
        String database = db().value("select current_database()");
        db().sql("alter database " + database + " set search_path to first, public");
        Seedbed seedbed = repeated(SEEDS);

        db().sql("create table first.role (code text primary key)");

        assertThat(seedbed.fill().inserted()).isEqualTo(2);
        assertThat(db().count("first.role")).isEqualTo(2);
    }

    @Test
    default void row_level_security_switched_on_between_runs_is_noticed() {
        db().sql("create table role (code text primary key)", "create table other (code text primary key)");
        db().role(READER).sql("grant select, insert on role to " + READER);
        Seedbed seedbed = db().as(READER).seeds(SEEDS).build();
        for (int i = 0; i < 4; i++) {
            seedbed.fill();
        }

        db().sql("alter table role enable row level security", "create policy all_rows on role using (true)");

        assertThatThrownBy(seedbed::fill)
                .isInstanceOf(SeedException.class)
                .hasMessageContaining("Row-level security may hide rows of table \"role\" from this user.");
    }

    @Test
    default void a_row_that_is_only_referred_to_and_renamed_between_runs_is_noticed() {
        db().sql(
                        "create table parent (id integer generated always as identity primary key, code text unique)",
                        "create table child (code text primary key, parent_id integer references parent)",
                        "insert into parent (code) values ('p')",
                        "analyze parent");
        Seedbed seedbed = repeated("tables: {child: {rows: [{code: c, parent_id: {code: p}}]}}");

        db().sql("update parent set code = 'q'");

        assertThat(seedbed.fill().tables().get(0).customised()).isEqualTo(1);
    }

    @Test
    default void rows_are_seen_to_be_gone_between_runs_where_a_table_is_partitioned() {
        db().sql(
                        "create table role (code text primary key) partition by list (code)",
                        "create table role_a partition of role for values in ('a')",
                        "create table role_other partition of role default");
        Seedbed seedbed = repeated(SEEDS);

        db().sql("delete from role where code = 'a'");

        assertThat(seedbed.fill().inserted()).isEqualTo(1);
    }

    @Test
    default void who_may_read_some_columns_only_may_run_again_and_again() {
        db().sql("create table role (code text primary key, note text)", "insert into role values ('a'), ('b')");
        db().role(READER).sql("grant select (code) on role to " + READER);
        Seedbed seedbed = db().as(READER).seeds(SEEDS).build();

        for (int i = 0; i < 5; i++) {
            assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        }
    }

    @Test
    default void a_column_dropped_and_added_anew_between_runs_is_noticed_though_no_row_was_written() {
        db().sql("create table role (code text primary key, name text)");
        Seedbed seedbed = repeated("tables: {role: {rows: [{code: a, name: x}, {code: b, name: y}]}}");

        db().sql("alter table role drop column name", "alter table role add column name text default 'z'");

        assertThat(seedbed.fill().tables().get(0).customised()).isEqualTo(2);
    }

    @Test
    default void two_columns_that_swap_their_names_between_runs_are_noticed() {
        db().sql("create table role (code text primary key, a text, b text)");
        Seedbed seedbed = repeated("tables: {role: {rows: [{code: c, a: x, b: y}]}}");

        db().sql("alter table role rename a to t", "alter table role rename b to a", "alter table role rename t to b");

        assertThat(seedbed.fill().tables().get(0).customised()).isEqualTo(1);
    }

    @Test
    default void a_row_written_again_as_it_was_changes_nothing() {
        db().sql("create table role (code text primary key)");
        Seedbed seedbed = repeated(SEEDS);

        for (int i = 0; i < 3; i++) {
            db().sql("update role set code = code");
            assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        }

        db().sql("vacuum full role");
        assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        db().sql("delete from role");
        assertThat(seedbed.fill().inserted()).isEqualTo(2);
    }

    @Test
    default void two_rows_that_swap_their_values_in_one_transaction_between_runs_are_told() throws Exception {
        db().sql("create table role (code text primary key, name text)");
        Seedbed seedbed = repeated("tables: {role: {rows: [{code: a, name: x}, {code: b, name: y}]}}");

        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            TestDatabase.sql(connection, "update role set name = 'z' where code = 'a'");
            TestDatabase.sql(connection, "update role set name = 'x' where code = 'b'");
            TestDatabase.sql(connection, "update role set name = 'y' where code = 'a'");
            connection.commit();
        }

        for (int i = 0; i < 3; i++) {
            assertThat(seedbed.fill().tables().get(0).customised()).isEqualTo(2);
        }
    }

    private Seedbed repeated(String yaml) {
        Seedbed seedbed = db().seeds(yaml).build();
        assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.APPLIED);
        for (int i = 0; i < 4; i++) {
            assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        }
        return seedbed;
    }
}
