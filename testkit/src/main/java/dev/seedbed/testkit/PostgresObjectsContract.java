package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What else PostgreSQL can make of a table: handled, or refused with the reason. */
public interface PostgresObjectsContract extends OnDatabase {
    String SEEDS = "tables: {role: {key: [code], rows: [{code: a}, {code: b}]}}";

    String READER = "seedbed_reader";

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
                    .baseDirectory(db().write(java.util.Map.of("seeds.yaml", SEEDS)))
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
    default void row_level_security_that_hides_rows_is_refused() {
        db().role(READER);
        db().sql(
                        "create table role (code text primary key)",
                        "insert into role values ('a')",
                        "alter table role enable row level security",
                        "alter table role force row level security",
                        "grant select, insert on role to " + READER);

        String message = db().as(READER).failure(SEEDS);

        assertThat(message).isEqualTo("""
                Row-level security may hide rows of table "role" from this user.
                  where: seeds/seeds.yaml, line 1, column 10 (table role)
                  mend:  connect as a user with BYPASSRLS or as the owner of the table (without FORCE ROW LEVEL SECURITY)""");
    }

    @Test
    default void a_table_that_cannot_be_read_is_refused() {
        db().role(READER).sql("create table role (code text primary key)");

        assertThat(db().as(READER).failure(SEEDS)).isEqualTo("""
                Table "role" cannot be read by this user.
                  where: seeds/seeds.yaml, line 1, column 10 (table role)
                  mend:  grant SELECT on it, or connect as another user""");
    }

    @Test
    default void a_table_that_cannot_be_written_is_an_error_with_its_grant() {
        db().role(READER).sql("create table role (code text primary key)", "grant select on role to " + READER);

        assertThat(db().as(READER).failure(SEEDS)).isEqualTo("""
                User "seedbed_reader" may not insert rows: permission denied for table role.
                  where: table role
                  mend:  grant insert on "public"."role" to "seedbed_reader\"""");
    }

    @Test
    default void a_table_that_has_to_be_locked_and_may_not_be_is_an_error_with_its_grant() {
        db().role(READER).sql("create table rule (code text not null)", "grant select, insert on rule to " + READER);
        String seeds = "tables: {rule: {key: [code], rows: [{code: a}]}}";

        assertThat(db().as(READER).failure(seeds)).isEqualTo("""
                User "seedbed_reader" may not lock the table, as it must where no unique constraint covers the key: \
                permission denied for table rule.
                  where: table rule
                  mend:  grant update on "public"."rule" to "seedbed_reader"
                         or add a constraint, and no lock is needed: alter table "public"."rule" add unique ("code")""");

        db().sql("grant update on \"public\".\"rule\" to \"seedbed_reader\"");
        db().as(READER).plantTwice(seeds);
    }

    @Test
    default void a_sequence_that_may_not_be_moved_is_an_error_with_its_grant() {
        db().role(READER);
        for (String type : new String[] {"serial", "integer generated by default as identity"}) {
            for (long id : new long[] {5, 20_000}) {
                db().sql(
                                "drop table if exists item",
                                "create table item (id " + type + " primary key, code text not null unique)",
                                "grant select, insert on item to " + READER);
                String seeds = "tables: {item: {key: [code], rows: [{id: " + id + ", code: a}]}}";

                assertThat(db().as(READER).failure(seeds)).isEqualTo("""
                        User "seedbed_reader" may not move the sequence behind column "id" past the ids of the seeds: \
                        permission denied for sequence item_id_seq.
                          where: table item
                          mend:  grant select, update on sequence public.item_id_seq to "seedbed_reader\"""");

                db().sql("grant select, update on sequence public.item_id_seq to \"seedbed_reader\"");
                db().as(READER).plantTwice(seeds);
            }
        }
    }

    @Test
    default void a_sequence_that_may_not_be_drawn_from_is_an_error_with_its_grant() {
        db().role(READER)
                .sql(
                        "create table item (id serial primary key, code text not null unique)",
                        "grant select, insert on item to " + READER);

        assertThat(db().as(READER).failure("tables: {item: {key: [code], rows: [{code: a}]}}"))
                .isEqualTo("""
                User "seedbed_reader" may not insert rows: permission denied for sequence item_id_seq.
                  where: table item
                  mend:  grant insert on "public"."item" to "seedbed_reader"
                         grant usage on sequence public.item_id_seq to "seedbed_reader\"""");
    }

    @Test
    default void references_in_a_circle_that_may_not_be_set_are_an_error_with_their_grant() {
        db().role(READER)
                .sql(
                        "create table team (code text primary key, lead text)",
                        "create table person (name text primary key, team text references team(code))",
                        "alter table team add foreign key (lead) references person(name)",
                        "grant select, insert on team, person to " + READER);

        assertThat(db().as(READER).failure("""
                tables:
                  team: {rows: [{code: red, lead: {name: ann}}]}
                  person: {rows: [{name: ann, team: {code: red}}]}
                """)).isEqualTo("""
                User "seedbed_reader" may not update rows, as it must where references in a circle are set once all \
                rows are there: permission denied for table team.
                  where: table team
                  mend:  grant update on "public"."team" to "seedbed_reader\"""");
    }

    @Test
    default void temporary_tables_that_may_not_be_made_are_an_error_with_their_grant() {
        String database = db().role(READER).value("select current_database()");
        db().sql(
                        "revoke temporary on database " + database + " from public",
                        "create table kind (code text primary key)",
                        "create table item (code text primary key, kind text not null references kind)",
                        "grant select, insert on kind, item to " + READER);
        StringBuilder items = new StringBuilder("code,kind.code\n");
        for (int i = 0; i < 6_000; i++) {
            items.append('i').append(i).append(",k\n");
        }

        String message = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().as(READER)
                                .files(Map.of("kind.csv", "code\nk\n", "item.csv", items.toString()))
                                .build()
                                .fill());

        assertThat(message).isEqualTo("""
                User "seedbed_reader" may not create temporary tables, through which large sets of rows go: \
                permission denied to create temporary tables in database "%1$s".
                  where: table item
                  mend:  grant temporary on database "%1$s" to "seedbed_reader\"""".formatted(database));
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
