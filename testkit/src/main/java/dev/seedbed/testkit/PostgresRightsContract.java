package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a role of PostgreSQL may not see or do: told with the right that is missing, never passed over. */
public interface PostgresRightsContract extends OnDatabase {
    String SEEDS = "tables: {role: {key: [code], rows: [{code: a}, {code: b}]}}";

    String READER = "seedbed_reader";

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
    default void a_database_whose_transactions_are_read_only_by_default_is_not_written() {
        db().sql(
                        "create table role (code text primary key)",
                        "alter database \"" + db().value("select current_database()")
                                + "\" set default_transaction_read_only = on");

        assertThat(db().fails(
                                SeedException.Kind.REFUSED,
                                () -> db().seeds(SEEDS).build().fill()))
                .isEqualTo("""
                Rows are to be planted, but transactions of this role, database or connection are read-only.
                  where: SQLSTATE 25006
                  mend:  use a connection that may write; on PostgreSQL the setting is default_transaction_read_only""");
    }

    @Test
    default void a_statement_that_takes_too_long_names_its_table_and_the_option() {
        db().sql(
                        "create table role (code text primary key)",
                        "create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(5); return new; end'",
                        "create trigger slow before insert on role for each row execute function slow()");

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().seeds(SEEDS)
                                        .statementTimeout(Duration.ofMillis(500))
                                        .build()
                                        .fill()))
                .isEqualTo("""
                A statement took longer than allowed: writing.
                  where: table role
                  mend:  raise the statement timeout (--statement-timeout, or statement-timeout in seedbed.yaml), or look for a lock that it waited for""");
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
                User "seedbed_reader" may not draw from the sequence behind column "id": permission denied for sequence \
                item_id_seq.
                  where: table item
                  mend:  grant usage on sequence public.item_id_seq to "seedbed_reader\"""");

        db().sql("revoke insert on item from " + READER);
        assertThat(db().as(READER).failure("tables: {item: {key: [code], rows: [{code: a}]}}"))
                .isEqualTo("""
                User "seedbed_reader" may not insert rows: permission denied for table item.
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
    default void a_role_that_may_read_and_insert_can_use_the_ledger_and_change_nothing_in_it() {
        db().role(READER);
        Ledgers ledger = new Ledgers(db()).create();
        db().sql(
                        "create table role (code text primary key)",
                        "grant select, insert on role, seedbed_ledger to " + READER);
        TestDatabase asRole = db().as(READER);

        asRole.plantTwice(SEEDS);
        assertThat(new Ledgers(asRole).asked().pin("role", Map.of("code", "a"), null))
                .isTrue();
        assertThat(ledger.asked().verify(null).problems()).isEmpty();
        assertThat(ledger.knows("role", "code", "b")).isTrue();
        for (String change : List.of(
                "update seedbed_ledger set actor = 'x'", "delete from seedbed_ledger", "truncate seedbed_ledger")) {
            try (Connection connection = asRole.dataSource().getConnection()) {
                assertThatThrownBy(() -> TestDatabase.sql(connection, change))
                        .rootCause()
                        .hasMessageContaining("permission denied for table seedbed_ledger");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    default void a_role_that_may_only_read_runs_with_nothing_to_do_and_asks_the_ledger() {
        db().role(READER);
        new Ledgers(db()).create();
        db().sql("create table role (code text primary key)", "grant select on role, seedbed_ledger to " + READER);
        db().fill(SEEDS);
        TestDatabase asRole = db().as(READER);

        assertThat(asRole.seeds(SEEDS).build().fill().writes()).isFalse();
        assertThat(new Ledgers(asRole).asked().verify(null).entries()).isEqualTo(1);
        assertThat(new Ledgers(asRole).asked().show("role", Map.of("code", "a")).known())
                .isTrue();
        assertThatThrownBy(() -> new Ledgers(asRole).asked().pin("role", Map.of("code", "a"), null))
                .isInstanceOf(SeedException.class)
                .hasMessageStartingWith(
                        "The user of this connection may not do what is needed: permission denied for table"
                                + " seedbed_ledger.");
    }

    @Test
    default void a_ledger_that_cannot_be_read_is_refused() {
        db().role(READER);
        new Ledgers(db()).create();
        db().sql("create table role (code text primary key)", "grant select, insert on role to " + READER);

        assertThat(db().as(READER).failure(SEEDS)).isEqualTo("""
                Table "seedbed_ledger" cannot be read by this user.
                  where: table seedbed_ledger, the ledger
                  mend:  grant SELECT on it, or connect as another user""");
    }
}
