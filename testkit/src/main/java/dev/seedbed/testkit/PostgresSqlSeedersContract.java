package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What SQL of a seeder changes on PostgreSQL, counted by the rows of its transaction. */
public interface PostgresSqlSeedersContract extends OnDatabase {
    @Test
    default void a_mistyped_table_of_a_sql_seeder_is_an_error() {
        db().sql("create table audit (id integer primary key)");

        String message = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().files(Map.of(
                                        "x.sql",
                                        "insert into audit values (1)",
                                        "x.yaml",
                                        "sql: {file: x.sql, touches: [audits],"
                                                + " done-when: \"select exists (select from audit)\"}"))
                                .build()
                                .init());

        assertThat(message).isEqualTo("""
                The database has no table "audits".
                  where: seeds/x.yaml, line 1, column 6 (table audits)
                  mend:  did you mean "audit"? Otherwise run the migrations first""");
    }

    private String sqlFails(String touches, String sql) {
        return db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().files(Map.of(
                                        "x.sql",
                                        sql,
                                        "x.yaml",
                                        "sql: {file: x.sql, touches: [" + touches
                                                + "], done-when: \"select exists (select from numbers)\"}"))
                                .build()
                                .init());
    }

    @Test
    default void sql_that_writes_where_it_does_not_say_is_refused() {
        db().sql(
                        "create table numbers (n integer)",
                        "create table part (n integer) partition by list (n)",
                        "create table part_rest partition of part default",
                        "create function sneak() returns integer language sql as 'insert into numbers values (1) returning 1'");

        assertThat(sqlFails("numbers", "insert into numbers values (1); insert into part values (1);"))
                .isEqualTo("""
                SQL seeder "x.sql" changes rows of table "part", which its "touches" does not name.
                  where: seeds/x.yaml, line 1, column 6
                  mend:  name every table that the SQL writes under "touches": init looks there whether it may run""");
        assertThat(sqlFails("part", "insert into part select sneak()")).contains("changes rows of table \"numbers\"");
    }

    @Test
    default void sql_that_returns_rows_or_calls_functions_is_not_idempotent_where_they_change_rows() {
        db().sql(
                        "create table numbers (n integer)",
                        "create function sneak() returns integer language sql as 'insert into numbers values (1) returning 1'");

        for (String sql : new String[] {
            "insert into numbers values (1) returning n",
            "with added as (insert into numbers values (1) returning n) select n from added",
            "with added as (select sneak() as n) select n from added",
        }) {
            assertThat(sqlFails("numbers", sql)).isEqualTo("""
                    SQL seeder "x.sql" is not idempotent: run a second time, it changed 1 row.
                      where: seeds/x.yaml, line 1, column 6
                      mend:  let each statement leave alone what is there, for instance by "where not exists (…)\"""");
        }
    }

    @Test
    default void sql_may_set_off_triggers_that_write_elsewhere() {
        db().sql(
                        "create table numbers (n integer primary key)",
                        "create table audit (n integer)",
                        "create function audit() returns trigger language plpgsql as $$ begin insert into audit values"
                                + " (new.n); return new; end $$",
                        "create trigger audit after insert on numbers for each row execute function audit()");

        db().files(Map.of(
                        "x.sql",
                        "insert into numbers values (1) on conflict do nothing",
                        "x.yaml",
                        "sql: {file: x.sql, touches: [numbers], done-when: \"select exists (select from numbers)\"}"))
                .build()
                .init();

        assertThat(db().count("audit")).isEqualTo(1);
    }
}
