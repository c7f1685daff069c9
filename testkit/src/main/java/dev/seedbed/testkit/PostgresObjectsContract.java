package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What else PostgreSQL can make of a table: handled, or refused with the reason. */
public interface PostgresObjectsContract extends OnDatabase {
    String SEEDS = "tables: {role: {key: [code], rows: [{code: a}, {code: b}]}}";

    private void refused(String what, String mend) {
        assertThat(db().failure(SEEDS)).isEqualTo("""
                %s
                  where: seeds/seeds.yaml, line 1, column 10 (table role)
                  mend:  %s""".formatted(what, mend));
    }

    @Test
    default void a_view_is_refused() {
        db().sql("create table t (code text primary key)", "create view role as select * from t");
        refused("\"role\" is a view, not a table.", "name the table behind it");
    }

    @Test
    default void a_materialized_view_is_refused() {
        db().sql("create table t (code text primary key)", "create materialized view role as select * from t");
        refused("\"role\" is a materialized view, not a table.", "name the table behind it");
    }

    @Test
    default void a_table_with_rules_is_refused() {
        db().sql("create table role (code text primary key)", "create rule r as on insert to role do instead nothing");
        refused(
                "Table \"role\" has rewrite rules, which change what an INSERT does.",
                "drop the rules, or use a trigger instead");
    }

    @Test
    default void an_inheritance_parent_is_refused() {
        db().sql("create table role (code text primary key)", "create table sub () inherits (role)");
        refused(
                "Table \"role\" has child tables by inheritance, over which no key is unique.",
                "seed the child tables, or use declarative partitioning");
    }

    @Test
    default void a_partitioned_table_is_planted() {
        db().sql(
                        "create table role (code text primary key, n integer) partition by list (code)",
                        "create table role_a partition of role for values in ('a')",
                        "create table role_rest partition of role default");

        db().plantTwice(SEEDS);

        assertThat(db().count("role_a")).isEqualTo(1);
    }

    @Test
    default void a_database_that_asks_to_try_again_each_time_is_given_up_on() {
        db().sql(
                        "create table role (code text primary key)",
                        "create function again() returns trigger language plpgsql as"
                                + " 'begin raise serialization_failure using message = ''try again''; end'",
                        "create trigger again before insert on role for each row execute function again()");

        assertThat(db().failure(SEEDS)).contains("try again");
    }

    @Test
    default void a_temporary_table_does_not_shadow_the_real_one() throws Exception {
        db().sql("create table role (code text primary key)");
        try (OneConnection pool = new OneConnection(db().dataSource())) {
            TestDatabase.sql(pool.real(), "create temporary table role (code text primary key)");

            Seedbed.on(pool)
                    .baseDirectory(db().write(Map.of("seeds.yaml", SEEDS)))
                    .seeds("seeds")
                    .build()
                    .fill();

            assertThat(TestDatabase.rows(pool.real(), "select count(*) from pg_temp.role"))
                    .containsExactly("0");
        }
        assertThat(db().count("role")).isEqualTo(2);
    }

    @Test
    default void a_trigger_that_swallows_rows_is_an_error_with_the_count() {
        db().sql(
                        "create table role (code text primary key)",
                        "create function swallow() returns trigger language plpgsql as $$ begin if new.code = 'a' then return"
                                + " null; end if; return new; end $$",
                        "create trigger swallow before insert on role for each row execute function swallow()");

        assertThat(db().failure(SEEDS)).isEqualTo("""
                Table "role" took 1 of 2 rows, again and again.
                  where: table role
                  mend:  look at its triggers: swallow""");
    }

    @Test
    default void a_trigger_that_completes_rows_is_left_to_do_so() {
        db().sql(
                        "create table role (code text primary key, upper_code text)",
                        "create function complete() returns trigger language plpgsql as $$ begin new.upper_code ="
                                + " upper(new.code); return new; end $$",
                        "create trigger complete before insert on role for each row execute function complete()");

        db().plantTwice(SEEDS);

        assertThat(db().rows("select upper_code from role order by 1")).containsExactly("A", "B");
    }

    @Test
    default void a_trigger_that_raises_is_an_error_and_nothing_is_written() {
        db().sql(
                        "create table role (code text primary key)",
                        "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not today'; end $$",
                        "create trigger refuse before insert on role for each row execute function refuse()");

        assertThat(db().failure(SEEDS)).isEqualTo("""
                The database does not take the row code=a of table "role": not today.
                  where: seeds/seeds.yaml, line 1, column 37 (table role)
                  mend:  correct the row""");
    }

    @Test
    default void a_partial_unique_index_blocks_where_it_applies() {
        db().sql(
                        "create table role (code text primary key, slot integer, active boolean)",
                        "create unique index one_active on role (slot) where active",
                        "insert into role values ('live', 1, true)");

        Report report = db().seeds("""
                tables:
                  role:
                    key: [code]
                    rows: [{code: a, slot: 1, active: true}, {code: b, slot: 1, active: false}, {code: c, slot: 2, active: true}]
                """).allowBlocked(true).build().fill();

        assertThat(report.blocked()).isEqualTo(1);
        assertThat(report.inserted()).isEqualTo(2);
    }

    @Test
    default void a_unique_expression_index_blocks() {
        db().sql(
                        "create table role (code text primary key, name text)",
                        "create unique index lower_name on role (lower(name))",
                        "insert into role values ('live', 'Admin')");

        Report report = db().seeds(
                        "tables: {role: {key: [code], rows: [{code: a, name: ADMIN}, {code: b, name: User}]}}")
                .allowBlocked(true)
                .build()
                .fill();

        assertThat(report.blocked()).isEqualTo(1);
        assertThat(report.inserted()).isEqualTo(1);
    }

    @Test
    default void a_unique_expression_index_blocks_a_change() {
        db().sql(
                        "create table role (code text primary key, name text, area text)",
                        "create unique index lower_name on role (lower(name), area)",
                        "insert into role values ('live', 'Admin', 'x'), ('a', 'User', 'x'), ('b', 'User', 'y')");

        Report report = db().seeds(
                        "tables: {role: {key: [code], managed: [name], rows: [{code: a, name: ADMIN}, {code: b, name: ADMIN}]}}")
                .allowBlocked(true)
                .build()
                .update();

        assertThat(report.errors()).isEmpty();
        assertThat(report.blocked()).isEqualTo(1);
        assertThat(db().rows("select code, name from role order by code"))
                .containsExactly("a|User", "b|ADMIN", "live|Admin");
    }

    @Test
    default void a_restored_row_clashes_by_a_unique_index_over_rows_that_are_not_deleted() {
        db().sql(
                        "create table role (code text primary key, slot integer, deleted_at timestamp)",
                        "create unique index one_slot on role (slot) where deleted_at is null",
                        "insert into role values ('a', 1, now()), ('b', 2, now()), ('live', 1, null)");

        Report report = db().seeds("tables: {role: {key: [code], soft-delete: deleted_at, rows:"
                        + " [{code: a, slot: 1}, {code: b, slot: 2}]}}")
                .restore(true)
                .allowBlocked(true)
                .build()
                .update();

        assertThat(report.errors()).isEmpty();
        assertThat(report.blocked()).isEqualTo(1);
        assertThat(db().rows("select code from role where deleted_at is null order by code"))
                .containsExactly("b", "live");
    }

    @Test
    default void a_deferrable_key_is_a_key() {
        db().sql("create table role (code text, unique (code) deferrable initially deferred)");

        db().plantTwice(SEEDS);
    }

    @Test
    default void a_serial_column_is_moved_past_explicit_values() {
        db().sql("create table item (id serial primary key, code text not null unique)");

        db().plantTwice("tables: {item: {key: [code], rows: [{id: 20000, code: a}]}}");

        db().sql("insert into item (code) values ('natural')");
        assertThat(db().value("select id from item where code = 'natural'")).isEqualTo("20001");
    }

    @Test
    default void a_sequence_with_a_step_is_moved_past_explicit_values() {
        db().sql("create table item (id integer generated by default as identity (start with 100 increment by 10)"
                + " primary key, code text not null unique)");

        db().plantTwice("tables: {item: {key: [code], rows: [{id: 125, code: a}]}}");

        db().sql("insert into item (code) values ('natural')");
        assertThat(Long.parseLong(db().value("select id from item where code = 'natural'")))
                .isGreaterThan(125);
    }

    @Test
    default void a_name_longer_than_the_database_keeps_is_unknown() {
        db().sql("create table " + "r".repeat(63) + " (code text primary key)");

        assertThat(db().failure("tables: {" + "r".repeat(64) + ": {key: [code], rows: [{code: a}]}}"))
                .isEqualTo("""
                        The database has no table "%1$sr".
                          where: seeds/seeds.yaml, line 1, column 10 (table %1$sr)
                          mend:  did you mean "%1$s"? Otherwise run the migrations first""".formatted("r".repeat(63)));
    }

    @Test
    default void a_not_null_cycle_over_deferred_foreign_keys_is_planted() {
        db().sql(
                        "create table team (code text primary key, lead text not null)",
                        "create table person (name text primary key, team text not null references team(code) deferrable"
                                + " initially deferred)",
                        "alter table team add foreign key (lead) references person(name) deferrable initially deferred");

        db().plantTwice("""
                tables:
                  team: {rows: [{code: red, lead: {name: ann}}]}
                  person: {rows: [{name: ann, team: {code: red}}]}
                """);
    }

    @Test
    default void a_sequence_that_the_column_does_not_own_is_moved_too() {
        db().sql(
                        "create sequence numbers",
                        "create table numbered (id bigint primary key default nextval('numbers'), code text not null"
                                + " unique)");

        db().plantTwice("tables: {numbered: {key: [code], rows: [{id: 50, code: a}]}}");

        db().sql("insert into numbered (code) values ('natural')");
        assertThat(db().value("select id from numbered where code = 'natural'")).isEqualTo("51");
    }

    @Test
    default void a_table_whose_name_holds_a_dot_is_written_with_its_schema() {
        db().sql("create table \"my.role\" (code text primary key)");

        for (String written : new String[] {"my.role", "my.rol"}) {
            assertThat(db().failure("tables: {" + written + ": {rows: [{code: a}]}}"))
                    .isEqualTo("""
                    The database has no table "%1$s".
                      where: seeds/seeds.yaml, line 1, column 10 (table %1$s)
                      mend:  a table whose name holds a dot is written with its schema: did you mean "public.my.role"?\
                    """.formatted(written));
        }

        db().plantTwice("tables: {public.my.role: {rows: [{code: a}]}}");
    }

    @Test
    default void keys_that_differ_only_in_case_are_one_where_the_database_says_so() {
        db().sql("create collation folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        for (String type : new String[] {"text collate folded", "varchar(20) collate folded"}) {
            db().sql(
                            "drop table if exists member",
                            "drop table if exists role",
                            "create table role (id integer generated always as identity primary key, code " + type
                                    + " not null)",
                            "create table member (role_id integer not null references role, name text not null)");
            String seeds = """
                    tables:
                      role:
                        key: [code]
                        rows:
                          - {code: Admin}
                          - {code: user}
                          - {code: ADMIN}
                    """;
            String error = """
                    Two rows of table "role" have the same key code=ADMIN.
                      where: seeds/seeds.yaml, line 5, column 9 and seeds/seeds.yaml, line 7, column 9 (table role)
                      mend:  remove one of them, or correct it""";

            assertThat(db().failure(seeds)).isEqualTo(error);
            db().sql("insert into role (code) values ('admin')");
            assertThat(db().failure(seeds)).isEqualTo(error);

            db().sql("alter table role add unique (code)");
            assertThat(db().failure("""
                    tables:
                      member:
                        key: [role_id, name]
                        rows:
                          - {role_id: {code: ADMIN}, name: a}
                          - {role_id: {code: aDmin}, name: a}
                          - {role_id: {code: aDmin}, name: b}
                    """)).isEqualTo("""
                    Two rows of table "member" have the same key role_id.code=aDmin, name=a.
                      where: seeds/seeds.yaml, line 5, column 9 and seeds/seeds.yaml, line 6, column 9 (table member)
                      mend:  remove one of them, or correct it""");
        }
    }

    @Test
    default void a_row_that_is_blocked_once_its_table_is_locked_is_reported_and_nothing_is_written() throws Exception {
        db().sql("create table rule (code text not null, name text unique)");
        try (Connection other = db().connect()) {
            other.setAutoCommit(false);
            TestDatabase.sql(other, "insert into rule values ('live', 'N')");
            CompletableFuture<Report> run = CompletableFuture.supplyAsync(
                    () -> db().seeds("tables: {rule: {key: [code], rows: [{code: a, name: N}, {code: b, name: M}]}}")
                            .build()
                            .fill());
            String waiting = "select count(*) from pg_locks where mode = 'ShareRowExclusiveLock' and not granted and"
                    + " database = (select oid from pg_database where datname = current_database())";
            while (!db().value(waiting).equals("1") && !run.isDone()) {
                Thread.sleep(5);
            }
            other.commit();

            Report report = run.get(30, TimeUnit.SECONDS);

            assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(report.errors())
                    .containsExactly(new Problem(
                            "Row code=a of table \"rule\" is blocked: another row holds name \"N\" already, and it must be unique.",
                            "seeds/seeds.yaml, line 1, column 37 (table rule)",
                            "settle the clash, or plant the other rows with --allow-blocked"));
        }
        assertThat(db().rows("select code from rule")).containsExactly("live");
    }
}
