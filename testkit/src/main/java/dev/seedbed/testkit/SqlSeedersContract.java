package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Mode;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SQL that plants what rows cannot say, and is kept to its word. */
public interface SqlSeedersContract extends OnDatabase {
    private Map<String, String> files(String sql) {
        return Map.of(
                "numbers.yaml",
                "sql: {file: numbers.sql, touches: [numbers], done-when: 'select count(*) >= 2 from numbers'}\n",
                "numbers.sql",
                sql);
    }

    private void numbers() {
        db().sql("create table numbers (n integer primary key, txt varchar(50))");
    }

    private static String insert(int n) {
        return "insert into numbers (n, txt) select " + n
                + ", 'semi;colon -- ''quoted''' where not exists (select 1 from" + " numbers where n = " + n + ");\n";
    }

    @Test
    default void sql_is_run_by_init_until_its_query_says_done() {
        numbers();
        Map<String, String> files = files("-- two; numbers\n" + insert(1) + "/* and; */ " + insert(2));

        Report first = db().files(files).build().init();

        assertThat(first.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(db().rows("select txt from numbers order by n"))
                .containsExactly("semi;colon -- 'quoted'", "semi;colon -- 'quoted'");
        assertThat(db().files(files).build().init().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void a_plan_says_that_sql_runs_with_unknown_effect_and_runs_nothing() {
        numbers();

        Report report = db().files(files(insert(1) + insert(2))).build().plan(Mode.INIT);

        assertThat(report.warnings())
                .containsExactly(
                        "SQL of seeder \"numbers\" (numbers.sql) runs, effect unknown: read it to know what it does to"
                                + " numbers.");
        assertThat(db().count("numbers")).isZero();
    }

    @Test
    default void fill_leaves_sql_alone() {
        numbers();

        Report report = db().files(files(insert(1) + insert(2))).build().fill();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(db().count("numbers")).isZero();
    }

    @Test
    default void sql_that_changes_rows_when_run_twice_is_refused() {
        numbers();

        String message = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().files(files(insert(1) + "insert into numbers (n) select max(n) + 1 from numbers;"))
                                .build()
                                .init());

        assertThat(message).isEqualTo("""
                SQL seeder "numbers.sql" is not idempotent: run a second time, it changed 1 row.
                  where: seeds/numbers.yaml, line 1, column 6
                  mend:  let each statement leave alone what is there, for instance by "where not exists (…)\"""");
    }

    @Test
    default void a_query_in_sql_is_refused() {
        numbers();

        for (String sql : new String[] {"select 1 from numbers", "values (1)"}) {
            String message = db().fails(
                            SeedException.Kind.FAILED,
                            () -> db().files(files(insert(1) + insert(2) + sql))
                                    .build()
                                    .init());

            assertThat(message).isEqualTo("""
                    SQL seeder "numbers.sql" holds a statement that starts with "%s".
                      where: seeds/numbers.sql, line 3
                      mend:  a SQL seeder inserts, updates, deletes or merges; leave everything else to migrations""".formatted(sql.substring(0, 6)));
        }
    }

    @Test
    default void sql_after_which_its_query_does_not_say_done_is_refused() {
        numbers();

        String message = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().files(files(insert(1))).build().init());

        assertThat(message).isEqualTo("""
                SQL seeder "numbers.sql" ran, and its "done-when" still answers false.
                  where: seeds/numbers.yaml, line 1, column 6
                  mend:  correct the query or the SQL; else it would run again at every init""");
    }

    @Test
    default void sql_that_is_no_dml_is_refused() {
        numbers();

        String message = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().files(files("drop table numbers;")).build().init());

        assertThat(message).isEqualTo("""
                SQL seeder "numbers.sql" holds a statement that starts with "drop".
                  where: seeds/numbers.sql, line 1
                  mend:  a SQL seeder inserts, updates, deletes or merges; leave everything else to migrations""");
    }

    @Test
    default void sql_that_fails_is_an_error_that_names_the_file() {
        numbers();

        String message = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().files(files(insert(1) + "\n-- a note\n\ninsert into nowhere values (1);"))
                                .build()
                                .init());

        assertThat(message).isEqualTo("""
                SQL seeder "numbers.sql" fails in statement 2: %s.
                  where: seeds/numbers.sql, line 5
                  mend:  correct the statement""".formatted(noTable()));
    }

    private String noTable() {
        if (db().isPostgres()) {
            return "relation \"nowhere\" does not exist";
        }
        return db().spelled("h2").equals("H2") ? "Table \"NOWHERE\" not found" : "no such table: nowhere";
    }

    @Test
    default void sql_seeders_that_wait_are_named_in_the_counts_of_fill_and_plan() {
        numbers();

        for (Report report : new Report[] {
            db().files(files(insert(1) + insert(2))).build().fill(),
            db().files(files(insert(1) + insert(2))).build().plan(Mode.FILL)
        }) {
            assertThat(report.tables())
                    .containsExactly(new TableCounts(
                            "numbers", "numbers", 0, 0, 0, 0, 0, 0, 0, 0, 0, null, "SQL waits for init or update"));
        }
    }

    @Test
    default void sql_of_a_seeder_whose_tables_are_not_empty_is_named_in_the_counts() {
        numbers();
        db().sql("insert into numbers values (7, 'live')");

        Report report = db().files(files(insert(1) + insert(2))).build().init();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.tables())
                .containsExactly(new TableCounts(
                        "numbers", "numbers", 0, 0, 0, 0, 0, 0, 0, 0, 0, null, "its seeder's tables are not empty"));
    }
}
