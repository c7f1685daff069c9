package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seedbed.Seedbed;
import dev.seedbed.ledger.RowHistory;
import dev.seedbed.ledger.Verification;
import dev.seedbed.plan.RowChange;
import dev.seedbed.rows.Edits;
import dev.seedbed.rows.PageRequest;
import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.RowException;
import dev.seedbed.rows.SetBy;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.TableValue;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A person changes rows: guarded by what they saw, kept in the ledger, and from then on their decision. */
public interface RowEditsContract extends OnDatabase {
    Map<String, String> PRO = Map.of("code", "pro");
    Map<String, String> GRANT = Map.of("plan_id.code", "pro", "name", "read");

    /** @param price that of {@code pro} */
    private static String release(String price, String name) {
        return """
            tables:
              plan:
                key: [code]
                sensitive: [token]
                managed: [owner]
                insert-only: [twice]
                on-insert: {made: {$now: true}}
                on-update: {changed: {$now: true}}
                rows:
                  - {id: 1, code: free, name: Free, price: 0, owner: us}
                  - {id: 2, code: pro, name: %s, price: %s, owner: us}
                  - {id: 3, code: vip, name: Vip, price: 99, $protected: true}
                  - {id: 4, code: team, name: Team, price: 49, $protected: [price]}
              plan_grant:
                rows:
                  - {plan_id: {code: free}, name: read, level: 1}
                  - {plan_id: {code: pro}, name: read, level: 2}
            """.formatted(name, price);
    }

    private void tables() {
        db().sql(
                        "create table plan (id integer primary key, code varchar(20) not null unique, name varchar(10),"
                                + " price numeric(10,2), owner varchar(20), token varchar(40), made date, changed date,"
                                + " twice integer generated always as (id * 2)"
                                + (db().isPostgres() ? " stored" : "") + ")",
                        "create table plan_grant (plan_id integer not null references plan (id), name varchar(20) not"
                                + " null, level integer, primary key (plan_id, name))");
    }

    private Seedbed planted() {
        tables();
        Seedbed seedbed = seedbed("12", "Pro");
        seedbed.ledger().enable();
        seedbed.update();
        return seedbed;
    }

    private Seedbed seedbed(String price, String name) {
        return db().seeds(release(price, name)).build();
    }

    private static Edits anna(Seedbed seedbed) {
        return seedbed.tables().by("anna", "agreed");
    }

    private static String version(Seedbed seedbed, String table, Map<String, String> key) {
        return Objects.requireNonNull(seedbed.tables().row(table, key).version());
    }

    private static TableRow change(Seedbed seedbed, Map<String, String> key, String column, @Nullable String text) {
        Map<String, @Nullable String> values = new HashMap<>();
        values.put(column, text);
        return anna(seedbed).change("plan", key, version(seedbed, "plan", key), values);
    }

    private static TableValue value(TableRow row, String column) {
        return Objects.requireNonNull(row.values().get(column));
    }

    private static SetBy setBy(TableRow row, String column) {
        return Objects.requireNonNull(value(row, column).setBy());
    }

    private static TableRow current(RowException refused) {
        return Objects.requireNonNull(refused.current());
    }

    private static RowException refused(RowException.Why why, ThrowingCallable call) {
        RowException refused = catchThrowableOfType(RowException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.why()).as(refused.getMessage()).isEqualTo(why);
        return refused;
    }

    private List<String> code(Report report) {
        return report.changes().stream().map(RowChange::code).toList();
    }

    private void verified(Seedbed seedbed) {
        Verification verification = seedbed.ledger().verify(null);
        assertThat(verification.problems()).isEmpty();
    }

    @Test
    default void a_check_over_one_column_is_told_of_that_column() {
        db().sql("create table door (code varchar(20) primary key, width integer constraint wide check (width > 10),"
                + " height integer, constraint high check (height > width))");
        Seedbed seedbed = db().seeds("tables: {door: {key: [code], rows: [{code: a, width: 20, height: 30}]}}")
                .build();
        seedbed.ledger().enable();
        seedbed.update();
        Map<String, String> key = Map.of("code", "a");
        String version = version(seedbed, "door", key);

        RowException narrow = refused(
                RowException.Why.REFUSED_BY_DATABASE,
                () -> anna(seedbed).change("door", key, version, Map.of("width", "5")));
        RowException low = refused(
                RowException.Why.REFUSED_BY_DATABASE,
                () -> anna(seedbed).change("door", key, version, Map.of("height", "15")));

        assertThat(low.columns()).isEmpty();
        assertThat(low).hasMessageStartingWith("The database does not take these values");
        assertThat(narrow.columns()).containsExactly("width");
        assertThat(narrow.problems().get(0).message())
                .startsWith("The database has a rule for column \"width\" that this value does not keep (constraint ")
                .containsIgnoringCase("\"wide\"");
        assertThat(narrow.problems().get(0).mend())
                .startsWith("give it a value for which this holds: ")
                .containsIgnoringCase("width")
                .contains("10");
        verified(seedbed);
    }

    @Test
    default void a_changed_value_is_kept_by_updates_and_the_ledger_says_who_changed_it() {
        Seedbed seedbed = planted();

        TableRow row = change(seedbed, PRO, "price", "15");

        assertThat(new BigDecimal(Objects.requireNonNull(value(row, "price").text())))
                .isEqualByComparingTo("15.00");
        assertThat(value(row, "price").provenance()).isEqualTo(Provenance.CUSTOMISED);
        assertThat(setBy(row, "price").actor()).isEqualTo("anna");
        assertThat(setBy(row, "price").kind()).isEqualTo("changed");
        assertThat(setBy(row, "price").reason()).isEqualTo("agreed");
        assertThat(row).isEqualTo(seedbed.tables().row("plan", PRO));
        assertThat(db().rows("select changed is null from plan where code = 'pro'")
                        .get(0))
                .isIn("f", "0", "FALSE");
        verified(seedbed);
        Report later = db().update(release("19", "Pro"));
        assertThat(code(later)).containsExactly("customised");
        assertThat(db().rows("select price from plan where code = 'pro'").get(0))
                .startsWith("15");
        verified(seedbed);
    }

    @Test
    default void a_person_who_chooses_what_was_a_default_is_not_overruled() {
        planted();
        db().update(release("19", "Pro"));
        Seedbed seedbed = seedbed("19", "Pro");

        change(seedbed, PRO, "price", "12");
        assertThat(code(db().update(release("21", "Pro")))).containsExactly("customised");
        change(seedbed("21", "Pro"), PRO, "price", "21");

        TableRow row = seedbed("21", "Pro").tables().row("plan", PRO);
        assertThat(value(row, "price").provenance()).isEqualTo(Provenance.DEFAULT);
        assertThat(code(db().update(release("25", "Pro")))).containsExactly("customised");
        assertThat(db().rows("select price from plan where code = 'pro'").get(0))
                .startsWith("21");
    }

    @Test
    default void other_columns_of_a_changed_row_follow_their_defaults_even_if_the_ledger_had_not_met_it() {
        db().sql("create table plan (id integer primary key, code varchar(20) not null unique, name varchar(10),"
                + " price numeric(10,2), owner varchar(20), token varchar(40), made date, changed date)");
        String seeds = "tables: {plan: {key: [code], rows: [{id: 2, code: pro, name: %s, price: %s}]}}";
        db().update(seeds.formatted("Pro", "12"));
        Seedbed seedbed = db().seeds(seeds.formatted("Pro", "12")).build();
        seedbed.ledger().enable();

        change(seedbed, PRO, "price", "15");

        assertThat(code(db().update(seeds.formatted("Professio", "19")))).containsExactly("default-moved");
        assertThat(db().rows("select name from plan where code = 'pro'")).containsExactly("Professio");
        assertThat(db().rows("select price from plan where code = 'pro'").get(0))
                .startsWith("15");
    }

    @Test
    default void a_deleted_default_stays_away_until_it_is_restored_and_then_follows_its_default() {
        Seedbed seedbed = planted();

        anna(seedbed).delete("plan_grant", GRANT, version(seedbed, "plan_grant", GRANT));

        assertThat(code(db().update(release("12", "Pro")))).containsExactly("deleted");
        TableRow gone = seedbed.tables().row("plan_grant", GRANT);
        assertThat(gone.provenance()).isEqualTo(Provenance.DELETED);
        assertThat(gone.isThere()).isFalse();
        TableRow back = anna(seedbed).restore("plan_grant", GRANT, null, null);
        assertThat(back.provenance()).isEqualTo(Provenance.DEFAULT);
        assertThat(value(back, "level").text()).isEqualTo("2");
        verified(seedbed);
        Report later = db().update(release("12", "Pro").replace("level: 2", "level: 5"));
        assertThat(code(later)).containsExactly("default-moved");
        assertThat(db().rows("select level from plan_grant where level > 1")).containsExactly("5");
    }

    @Test
    default void a_restored_column_counts_as_planted_again_and_so_does_a_restored_row() {
        Seedbed seedbed = planted();
        change(seedbed, PRO, "price", "15");
        change(seedbed, PRO, "name", "Mine");

        TableRow column = anna(seedbed).restore("plan", PRO, version(seedbed, "plan", PRO), "price");
        assertThat(new BigDecimal(Objects.requireNonNull(value(column, "price").text())))
                .isEqualByComparingTo("12.00");
        assertThat(setBy(column, "price").kind()).isEqualTo("restored");
        assertThat(value(column, "name").text()).isEqualTo("Mine");
        assertThat(code(db().update(release("19", "Pro")))).containsExactly("default-moved");

        Seedbed later = seedbed("19", "Pro");
        TableRow row = anna(later).restore("plan", PRO, version(later, "plan", PRO), null);
        assertThat(row.provenance()).isEqualTo(Provenance.DEFAULT);
        assertThat(code(db().update(release("21", "Profi")))).containsExactly("default-moved");
        assertThat(db().rows("select name from plan where code = 'pro'")).containsExactly("Profi");
        assertThat(db().rows("select price from plan where code = 'pro'").get(0))
                .startsWith("21");
        verified(seedbed);
    }

    @Test
    default void a_row_that_changed_meanwhile_is_refused_with_what_it_holds_now() {
        Seedbed seedbed = planted();
        String seen = version(seedbed, "plan", PRO);
        db().sql("update plan set name = 'Other' where code = 'pro'");
        Map<String, List<String>> before = db().contents();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> anna(seedbed).change("plan", PRO, seen, Map.of("price", "15")),
                () -> anna(seedbed).delete("plan", PRO, seen),
                () -> anna(seedbed).restore("plan", PRO, seen, null),
                () -> anna(seedbed).pin("plan", PRO, seen, null))) {
            RowException moved = refused(RowException.Why.MOVED, call);
            assertThat(moved).hasMessage("""
                The row code=pro has changed since it was read.
                  where: table plan
                  mend:  look at it as it is now, and decide again\
                """);
            assertThat(moved.kind()).isEqualTo(SeedException.Kind.REFUSED);
            assertThat(current(moved)).isEqualTo(seedbed.tables().row("plan", PRO));
        }
        assertThat(db().contents()).isEqualTo(before);
        db().sql("delete from plan_grant", "delete from plan where code = 'pro'");
        RowException gone =
                refused(RowException.Why.MOVED, () -> anna(seedbed).change("plan", PRO, seen, Map.of("price", "15")));
        assertThat(current(gone).provenance()).isEqualTo(Provenance.DELETED);
    }

    @Test
    default void without_a_ledger_nobody_changes_anything() {
        db().sql("create table plan (id integer primary key, code varchar(20) not null unique, name varchar(10),"
                + " price numeric(10,2), owner varchar(20), token varchar(40), made date, changed date)");
        Seedbed seedbed = db().seeds("tables: {plan: {key: [code], rows: [{id: 2, code: pro, price: 12}]}}")
                .build();
        seedbed.update();
        String version = version(seedbed, "plan", PRO);

        RowException refused =
                refused(RowException.Why.NO_LEDGER, () -> anna(seedbed).change("plan", PRO, version, Map.of()));

        assertThat(refused).hasMessage("""
            A change by a person is kept in the ledger, and this database has none.
              where: table plan
              mend:  make one with "seedbed ledger enable", or by your own migrations with what "seedbed ledger sql" prints\
            """);
    }

    @Test
    default void what_is_read_only_is_refused_with_the_reason() {
        Seedbed seedbed = planted();
        Map<String, List<String>> before = db().contents();

        assertThat(refused(RowException.Why.PROTECTED, () -> change(seedbed, Map.of("code", "vip"), "name", "Other")))
                .hasMessage("""
                    The row code=vip is read-only: its seeds protect it.
                      where: seeds/seeds.yaml, line 12, column 9 (table plan)
                      mend:  change the seeds ("$protected")\
                    """);
        assertThat(refused(RowException.Why.PROTECTED, () -> change(seedbed, Map.of("code", "team"), "price", "1")))
                .hasMessage("""
                    In the row code=team column "price" is read-only: the seeds protect it.
                      where: seeds/seeds.yaml, line 13, column 9 (table plan)
                      mend:  change the seeds ("$protected")\
                    """);
        assertThat(refused(RowException.Why.PROTECTED, () -> change(seedbed, PRO, "owner", "me")))
                .hasMessage("""
                    The seeds own column "owner" ("managed"): the next update would take it back.
                      where: seeds/seeds.yaml, line 11, column 9 (table plan)
                      mend:  pin it first, or change the seeds\
                    """);
        assertThat(refused(RowException.Why.REFERRED_TO, () -> change(seedbed, PRO, "id", "77")))
                .hasMessage("""
                    1 row of table plan_grant refers to the row code=pro by what would change.
                      where: table plan
                      mend:  create a row with the new key, have the others refer to it, and delete this one\
                    """);
        assertThat(refused(
                        RowException.Why.REFERRED_TO,
                        () -> anna(seedbed).delete("plan", PRO, version(seedbed, "plan", PRO))))
                .hasMessage("""
                    1 row of table plan_grant refers to the row code=pro.
                      where: table plan
                      mend:  change or delete these first\
                    """);
        assertThat(refused(
                                RowException.Why.REFERRED_TO,
                                () -> anna(seedbed).delete("plan", PRO, version(seedbed, "plan", PRO)))
                        .referring())
                .containsExactly(
                        new RowException.Referring("plan_grant", List.of("plan_id"), Map.of("plan_id", "2"), 1, false));
        assertThat(refused(RowException.Why.INVALID, () -> change(seedbed, PRO, "twice", "4")))
                .hasMessage("""
                    Column "twice" is computed by the database and takes no value.
                      where: the values given (table plan)
                      mend:  leave it out\
                    """);
        assertThat(db().contents()).isEqualTo(before);
    }

    @Test
    default void what_is_filled_in_and_what_is_declared_without_being_told_is_said() {
        Seedbed seedbed = planted();
        Map<String, Boolean> filledIn = new HashMap<>();
        seedbed.tables().table("plan").columns().forEach(column -> filledIn.put(column.name(), column.isFilledIn()));

        assertThat(filledIn)
                .containsEntry("made", true)
                .containsEntry("changed", true)
                .containsEntry("twice", true)
                .containsEntry("name", false)
                .containsEntry("token", false);
        TableRow row = seedbed.tables().row("plan", PRO);
        assertThat(value(row, "token").isDeclared()).isFalse();
        assertThat(value(row, "price").isDeclared()).isTrue();
        TableRow secret = db().seeds(release("12", "Pro").replace("owner: us}", "owner: us, token: ab}"))
                .build()
                .tables()
                .row("plan", PRO);
        assertThat(value(secret, "token").isDeclared()).isTrue();
        assertThat(value(secret, "token").declared()).isEmpty();
    }

    @Test
    default void columns_that_no_seed_names_are_not_given_nor_remembered() {
        db().sql("create table account (name varchar(20) primary key, mail varchar(40), hash varchar(40))");
        Seedbed seedbed = db().seeds("tables: {account: {insert-only: [mail], rows: [{name: root}]}}")
                .build();
        seedbed.ledger().enable();
        seedbed.update();
        db().sql("insert into account values ('own', 'o@example.org', 'canary')");
        Map<String, String> own = Map.of("name", "own");

        String expected = """
            Table "account" has no column "hash" for people: its seeds do not name it.
              where: table account
              mend:  its columns are name, mail; name it in the seeds, under "insert-only" where they give no value\
            """;
        String seen = version(seedbed, "account", own);
        assertThat(refused(
                        RowException.Why.INVALID,
                        () -> anna(seedbed).change("account", own, seen, Map.of("hash", "x"))))
                .hasMessage(expected);
        assertThat(refused(
                        RowException.Why.INVALID,
                        () -> anna(seedbed).create("account", Map.of("name", "new", "hash", "x"))))
                .hasMessage(expected);
        anna(seedbed).delete("account", own, seen);
        assertThat(db().rows("select * from seedbed_ledger").toString())
                .contains("o@example.org")
                .doesNotContain("canary");
    }

    @Test
    default void wrong_values_are_told_together_and_nothing_is_written() {
        Seedbed seedbed = planted();
        Map<String, List<String>> before = db().contents();
        Map<String, @Nullable String> wrong = new java.util.LinkedHashMap<>();
        wrong.put("price", "much");
        wrong.put("nam", "x");
        wrong.put("name", "much too long for this");
        wrong.put("code", null);

        RowException refused = refused(
                RowException.Why.INVALID,
                () -> anna(seedbed).change("plan", PRO, version(seedbed, "plan", PRO), wrong));

        assertThat(refused).hasMessage("""
            Value "much" does not fit column "price" (%s): it is not a number.
              where: the values given (table plan)
              mend:  change the value, or the type of the column
            Table "plan" has no column "nam".
              where: the values given (table plan)
              mend:  did you mean "name"?
            Value "much too long for this" does not fit column "name" (%s): it has 22 characters, and the column takes 10.
              where: the values given (table plan)
              mend:  change the value, or the type of the column
            Column "code" takes no NULL.
              where: the values given (table plan)
              mend:  give it a value\
            """.formatted(db().spelled("numeric(10,2)"), db().spelled("varchar(10)")));
        assertThat(refused.columns()).containsExactly("price", "nam", "name", "code");
        assertThat(refused(
                        RowException.Why.INVALID,
                        () -> anna(seedbed).create("plan_grant", Map.of("plan_id.$file", "/etc/passwd", "name", "x"))))
                .hasMessageContaining("names no part of a key");
        RowException nowhere = refused(
                RowException.Why.INVALID,
                () -> anna(seedbed).create("plan_grant", Map.of("plan_id.code", "none", "name", "x")));
        assertThat(nowhere.columns()).containsExactly("plan_id");
        assertThat(nowhere).hasMessage("""
            Reference "code: none" in column "plan_id" names no row of table "plan".
              where: the values given (table plan_grant)
              mend:  correct it, or create or restore that row first\
            """);
        assertThat(refused(RowException.Why.INVALID, () -> change(seedbed, PRO, "name", "a\0b")))
                .hasMessageContaining("a NUL character");
        assertThat(db().contents()).isEqualTo(before);
    }

    @Test
    default void a_created_row_takes_along_what_inserted_rows_take_and_refers_by_natural_key() {
        Seedbed seedbed = planted();

        TableRow mine = anna(seedbed).create("plan", Map.of("id", "9", "code", "mine", "price", "1.5"));
        TableRow grant = anna(seedbed).create("plan_grant", Map.of("plan_id.code", "mine", "name", "read"));
        TableRow byValue = anna(seedbed).create("plan_grant", Map.of("plan_id", "9", "name", "write"));

        assertThat(mine.provenance()).isEqualTo(Provenance.ADDED);
        assertThat(new BigDecimal(Objects.requireNonNull(value(mine, "price").text())))
                .isEqualByComparingTo("1.50");
        assertThat(value(mine, "made").isSet()).isTrue();
        assertThat(grant.key()).isEqualTo(Map.of("plan_id.code", "mine", "name", "read"));
        assertThat(byValue.key()).isEqualTo(Map.of("plan_id.code", "mine", "name", "write"));
        RowException exists = refused(
                RowException.Why.EXISTS, () -> anna(seedbed).create("plan", Map.of("id", "10", "code", "mine")));
        assertThat(current(exists)).isEqualTo(mine);
        assertThat(exists).hasMessage("""
            Table "plan" has a row code=mine already.
              where: table plan
              mend:  change that one\
            """);
        RowException lacking =
                refused(RowException.Why.INVALID, () -> anna(seedbed).create("plan_grant", Map.of("level", "1")));
        assertThat(lacking.columns()).containsExactly("plan_id", "name");
        assertThat(lacking).hasMessage("""
            Column "plan_id" needs a value.
              where: the values given (table plan_grant)
              mend:  give it one
            Column "name" needs a value.
              where: the values given (table plan_grant)
              mend:  give it one\
            """);
        refused(RowException.Why.EXISTS, () -> anna(seedbed).create("plan", Map.of("id", "9", "code", "else")));
        assertThat(db().update(release("12", "Pro")).changes()).isEmpty();
        verified(seedbed);
    }

    @Test
    default void whoever_makes_a_row_makes_what_they_leave_out_too() {
        Seedbed seedbed = planted();
        Map<String, String> key = Map.of("code", "mine");

        TableRow mine = anna(seedbed).create("plan", Map.of("id", "9", "code", "mine", "price", "1.5"));

        assertThat(value(mine, "name").isSet()).isFalse();
        for (String column : List.of("price", "name", "owner", "twice")) {
            assertThat(setBy(mine, column))
                    .as(column)
                    .extracting(SetBy::kind, SetBy::actor, SetBy::reason)
                    .containsExactly("created", "anna", "agreed");
        }
        assertThat(value(mine, "token").setBy()).isNull();
        db().sql("update plan set name = 'Else' where code = 'mine'");
        assertThat(value(seedbed.tables().row("plan", key), "name").setBy()).isNull();
        verified(seedbed);
    }

    @Test
    default void what_was_there_before_the_ledger_is_not_theirs_who_edit_the_row_first() {
        tables();
        Seedbed seedbed = seedbed("12", "Pro");
        seedbed.update();
        seedbed.ledger().enable();

        TableRow row = change(seedbed, PRO, "price", "15");

        assertThat(setBy(row, "price").actor()).isEqualTo("anna");
        assertThat(setBy(row, "price").isOfBefore()).isFalse();
        assertThat(setBy(row, "name"))
                .extracting(SetBy::kind, SetBy::actor, SetBy::reason, SetBy::isOfBefore)
                .containsExactly("adopted", null, null, true);
        assertThat(row).isEqualTo(seedbed.tables().row("plan", PRO));
        assertThat(code(db().update(release("20", "Max")))).containsExactly("default-moved");
        assertThat(db().rows("select name, price from plan where code = 'pro'").toString())
                .contains("Max")
                .contains("15");
        verified(seedbed);
    }

    @Test
    default void what_the_database_refuses_is_about_the_column_that_it_names() {
        Seedbed seedbed = planted();
        db().sql("create unique index one_name on plan (name)");

        RowException taken = refused(
                RowException.Why.EXISTS,
                () -> anna(seedbed).create("plan", Map.of("id", "9", "code", "mine", "name", "Pro")));
        RowException there =
                refused(RowException.Why.EXISTS, () -> anna(seedbed).create("plan", Map.of("id", "9", "code", "pro")));

        assertThat(taken.columns()).containsExactly("name");
        assertThat(there.columns()).containsExactly("code");
    }

    @Test
    default void a_default_that_a_person_makes_anew_is_their_decision() {
        Seedbed seedbed = planted();
        anna(seedbed).delete("plan_grant", GRANT, version(seedbed, "plan_grant", GRANT));

        TableRow row = anna(seedbed).create("plan_grant", Map.of("plan_id.code", "pro", "name", "read", "level", "2"));

        assertThat(row.provenance()).isEqualTo(Provenance.DEFAULT);
        assertThat(code(db().update(release("12", "Pro").replace("level: 2", "level: 5"))))
                .containsExactly("customised");
    }

    @Test
    default void of_a_sensitive_value_it_is_kept_only_that_it_was_changed() {
        Seedbed seedbed = planted();

        TableRow row = change(seedbed, PRO, "token", "canary-1");
        change(seedbed, PRO, "token", "canary-2");
        SeedException tooLong =
                refused(RowException.Why.INVALID, () -> change(seedbed, PRO, "token", "canary".repeat(9)));

        assertThat(value(row, "token").isSet()).isTrue();
        assertThat(setBy(row, "token").actor()).isEqualTo("anna");
        assertThat(row.toString() + seedbed.tables().page("plan", PageRequest.first(9)) + tooLong.getMessage())
                .doesNotContain("canary");
        assertThat(db().rows("select body from seedbed_ledger").toString())
                .doesNotContain("canary")
                .contains("\"secret\":[\"token\"]");
        verified(seedbed);
    }

    @Test
    default void pins_are_set_and_taken_back() {
        Seedbed seedbed = planted();
        Edits anna = anna(seedbed);

        assertThat(anna.pin("plan_grant", GRANT, version(seedbed, "plan_grant", GRANT), "level"))
                .isTrue();
        assertThat(anna.pin("plan_grant", GRANT, null, "level")).isFalse();
        assertThat(value(seedbed.tables().row("plan_grant", GRANT), "level").isPinned())
                .isTrue();
        assertThat(code(db().update(release("12", "Pro").replace("level: 2", "level: 5"))))
                .containsExactly("pinned");
        assertThat(anna.unpin("plan_grant", GRANT, "level")).isTrue();
        assertThat(anna.unpin("plan_grant", GRANT, "level")).isFalse();
        assertThat(code(db().update(release("12", "Pro").replace("level: 2", "level: 5"))))
                .containsExactly("default-moved");
        anna.pin("plan", PRO, null, "owner");
        assertThat(value(change(seedbed, PRO, "owner", "me"), "owner").text()).isEqualTo("me");
        assertThat(code(db().update(release("12", "Pro").replace("level: 2", "level: 5"))))
                .containsExactly("pinned");
    }

    @Test
    default void where_deleted_rows_are_marked_a_person_who_deletes_marks_and_the_row_comes_back_as_it_is() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique, price integer,"
                                + " gone timestamp, changed date)",
                        "create table child (id integer primary key, tier_id integer not null references tier)");
        Seedbed seedbed = db().seeds("""
            tables:
              tier:
                key: [code]
                soft-delete: gone
                on-update: {changed: {$now: true}}
                rows:
                  - {id: 1, code: free, price: 0}
                  - {id: 2, code: pro, price: 9}
            """).build();
        seedbed.ledger().enable();
        seedbed.update();
        db().sql("insert into child values (1, 1)", "insert into tier (id, code) values (3, 'own')");
        Edits anna = seedbed.tables().by("anna", "ended");

        for (TableRow row : seedbed.tables().page("tier", PageRequest.first(9)).rows()) {
            if (!row.key().containsValue("pro")) {
                anna.delete("tier", row.key(), Objects.requireNonNull(row.version()));
            }
        }

        assertThat(db().rows("select id from tier where gone is not null and changed is not null order by id"))
                .containsExactly("1", "3");
        assertThat(db().rows("select id from tier where gone is null")).containsExactly("2");
        Report report = seedbed.update();
        assertThat(report.outcome().label()).isEqualTo("nothing-to-do");
        TableRow gone = seedbed.tables().row("tier", Map.of("code", "free"));
        assertThat(gone.provenance()).isEqualTo(Provenance.DELETED);
        assertThat(gone.isMarkedDeleted()).isTrue();
        TableRow own = seedbed.tables().row("tier", Map.of("code", "own"));
        assertThat(own.provenance()).isEqualTo(Provenance.ADDED);
        assertThat(own.isMarkedDeleted()).isTrue();
        assertThat(seedbed.tables().row("tier", Map.of("code", "pro")).isMarkedDeleted())
                .isFalse();
        SetBy planted = Objects.requireNonNull(value(gone, "price").setBy());
        assertThat(planted.kind()).isEqualTo("planted");
        RowHistory history = seedbed.ledger().show("tier", Map.of("code", "free"));
        assertThat(history.standing()).isEqualTo(RowHistory.Standing.MARKED);
        assertThat(Objects.requireNonNull(history.last()).before()).containsOnlyKeys("gone", "changed");
        assertThat(Objects.requireNonNull(history.last()).columns())
                .containsOnlyKeys("gone", "changed")
                .doesNotContainValue(null);
        TableRow back = anna.restore("tier", gone.key(), gone.version(), null);
        assertThat(back.provenance()).isEqualTo(Provenance.DEFAULT);
        assertThat(Objects.requireNonNull(value(back, "price").setBy()).kind()).isEqualTo("planted");
        assertThat(seedbed.ledger().show("tier", Map.of("code", "free")).standing())
                .isEqualTo(RowHistory.Standing.THERE);
        anna.delete("tier", own.key(), Objects.requireNonNull(own.version()));
        assertThat(seedbed.ledger().show("tier", Map.of("code", "own")).standing())
                .isEqualTo(RowHistory.Standing.DELETED);
        assertThat(db().rows("select id from tier where gone is null order by id"))
                .containsExactly("1", "2");
        assertThat(seedbed.ledger().verify(null).problems()).isEmpty();
    }

    @Test
    default void a_number_with_more_digits_than_its_column_keeps_is_refused_and_not_rounded() {
        Seedbed seedbed = planted();

        refused(RowException.Why.INVALID, () -> change(seedbed, PRO, "price", "5.005"));
        change(seedbed, PRO, "price", "5.5000");

        assertThat(db().rows("select count(*) from plan where code = 'pro' and price = 5.5"))
                .containsExactly("1");
    }

    @Test
    default void a_changed_key_counts_as_deleted_under_its_old_name() {
        Seedbed seedbed = planted();
        db().sql("delete from plan_grant");

        TableRow row = change(seedbed, PRO, "code", "profi");

        assertThat(row.key()).isEqualTo(Map.of("code", "profi"));
        assertThat(row.provenance()).isEqualTo(Provenance.ADDED);
        assertThat(seedbed.tables().row("plan", PRO).provenance()).isEqualTo(Provenance.DELETED);
        Report later = seedbed.update();
        assertThat(code(later)).contains("deleted").doesNotContain("missing");
        assertThat(db().rows("select code from plan where id = 2")).containsExactly("profi");
    }

    @Test
    default void a_change_joins_the_callers_transaction_and_leaves_nothing_of_one_that_fails() throws Exception {
        Seedbed seedbed = planted();
        String seen = version(seedbed, "plan", PRO);
        Map<String, List<String>> before = db().contents();
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            Edits anna = anna(db().joined(connection, release("12", "Pro")).build());
            anna.change("plan", PRO, seen, Map.of("price", "15"));
            refused(RowException.Why.MOVED, () -> anna.change("plan", PRO, seen, Map.of("price", "16")));
            assertThat(TestDatabase.rows(connection, "select price from plan where code = 'pro'")
                            .get(0))
                    .startsWith("15");
            connection.rollback();
        }
        assertThat(db().contents()).isEqualTo(before);
    }

    @Test
    default void a_composite_reference_is_given_by_the_key_of_its_row() {
        db().sql(
                        "create table area (region varchar(9), code varchar(9), name varchar(9) not null unique,"
                                + " primary key (region, code))",
                        "create table slot (region varchar(9), code varchar(9), name varchar(9), level integer,"
                                + " primary key (region, code, name), foreign key (region, code) references area (region,"
                                + " code))");
        Seedbed seedbed = db().seeds("""
            tables:
              area: {key: [name], rows: [{region: eu, code: a, name: Europe}, {region: us, code: b, name: America}]}
              slot: {rows: [{region: {name: Europe}, code: {name: Europe}, name: x, level: 1}]}
            """).build();
        seedbed.ledger().enable();
        seedbed.update();

        TableRow made = anna(seedbed).create("slot", Map.of("region.name", "America", "name", "y"));

        assertThat(db().rows("select region, code, name from slot order by name"))
                .containsExactly("eu|a|x", "us|b|y");
        assertThat(made.key()).isEqualTo(Map.of("region.name", "America", "code.name", "America", "name", "y"));
        anna(seedbed).delete("slot", made.key(), Objects.requireNonNull(made.version()));
        assertThat(db().count("slot")).isEqualTo(1);
    }

    @Test
    default void what_a_person_may_refer_by_is_the_key_of_a_seeded_table() {
        db().sql(
                        "create table account (id integer primary key, email varchar(40) not null unique)",
                        "create table plan (id integer primary key, code varchar(20) not null unique, token"
                                + " varchar(20), owner integer references account (id))",
                        "create table plan_grant (plan_id integer not null references plan (id), name varchar(20) not"
                                + " null, primary key (plan_id, name))",
                        "insert into account values (7, 'canary@example.org')");
        Seedbed seedbed = db().seeds("""
            tables:
              plan: {key: [code], sensitive: [token], insert-only: [owner], rows: [{id: 2, code: pro}]}
              plan_grant: {key: [plan_id, name], rows: []}
            """).build();
        seedbed.ledger().enable();
        seedbed.update();
        db().sql("update plan set token = 'canary'");

        RowException other =
                refused(RowException.Why.INVALID, () -> change(seedbed, PRO, "owner.email", "canary@example.org"));
        RowException secret = refused(
                RowException.Why.INVALID,
                () -> anna(seedbed)
                        .create("plan_grant", Map.of("plan_id.code", "pro", "plan_id.token", "canary", "name", "x")));

        assertThat(other).hasMessage("""
            Column "owner" cannot refer to a row by "email": that is no key of a seeded table.
              where: the values given (table plan)
              mend:  give a value for "owner" itself\
            """);
        assertThat(secret.getMessage()).startsWith("Column \"plan_id\" cannot refer to a row by \"code\", \"token\"");
        assertThat(value(change(seedbed, PRO, "owner", "7"), "owner").text()).isEqualTo("7");
    }

    @Test
    default void values_of_all_types_are_checked_by_their_columns_and_what_is_the_same_is_no_change() {
        db().sql("create table plan (code varchar(20) primary key, made_on date, made_at timestamp, ok boolean,"
                + " ratio double precision, big bigint)");
        Seedbed seedbed = db().seeds("""
            tables:
              plan:
                key: [code]
                rows: [{code: pro, made_on: 2026-03-01, made_at: 2026-03-01 10:00:00, ok: true, ratio: 0.5, big: 7}]
            """).build();
        seedbed.ledger().enable();
        seedbed.update();
        long before = db().count("seedbed_ledger");
        String version = version(seedbed, "plan", PRO);

        TableRow same = anna(seedbed)
                .change(
                        "plan",
                        PRO,
                        version,
                        Map.of("made_on", "2026-03-01", "ok", "true", "ratio", "0.50", "big", "007"));

        assertThat(same.version()).isEqualTo(version);
        assertThat(db().count("seedbed_ledger")).isEqualTo(before);
        TableRow row = anna(seedbed)
                .change(
                        "plan",
                        PRO,
                        version,
                        Map.of("made_on", "2026-04-01", "ok", "false", "big", "-9", "ratio", "2"));
        assertThat(row.provenance()).isEqualTo(Provenance.CUSTOMISED);
        assertThat(db().rows("select count(*) from plan where big = -9 and ratio = 2"))
                .containsExactly("1");
        refused(RowException.Why.INVALID, () -> change(seedbed, PRO, "ok", "perhaps"));
        refused(RowException.Why.INVALID, () -> change(seedbed, PRO, "big", "99999999999999999999"));
        assertThat(db().update("""
            tables:
              plan:
                key: [code]
                rows: [{code: pro, made_on: 2026-03-01, made_at: 2026-03-02 10:00:00, ok: true, ratio: 0.5, big: 7}]
            """).changes().get(0).columns()).containsOnlyKeys("made_at");
    }
}
