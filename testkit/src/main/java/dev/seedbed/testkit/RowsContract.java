package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Action;
import dev.seedbed.rows.Page;
import dev.seedbed.rows.PageRequest;
import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.RowException;
import dev.seedbed.rows.SeededColumn;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.TableValue;
import dev.seedbed.rows.Tables;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows of seeded tables as people see them: page by page, each value with what it is to the seeds. */
public interface RowsContract extends OnDatabase {
    String SHOWN = """
        tables:
          tier:
            key: [code]
            managed: [note]
            insert-only: [enabled]
            sensitive: [token]
            rows:
              - {id: 1, code: free, name: Free, price: 0, note: a, enabled: true}
              - {id: 2, code: pro, name: Pro, price: 12, note: b, enabled: true, $was: {price: [9]}}
              - {id: 3, code: team, name: Team, price: 49, note: c, enabled: true, $protected: [price]}
              - {id: 4, code: vip, name: Vip, price: 99, note: d, enabled: true, $protected: true}
          tier_grant:
            rows:
              - {tier_id: {code: free}, name: read, level: 1}
              - {tier_id: {code: pro}, name: read, level: 2}
        """;

    private Seedbed shown() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique, name varchar(40),"
                                + " price numeric(10,2), note varchar(40), enabled boolean, token varchar(40))",
                        "create table tier_grant (tier_id integer not null references tier (id), name varchar(20) not"
                                + " null, level integer, primary key (tier_id, name))");
        return db().seeds(SHOWN).build();
    }

    private static TableValue value(TableRow row, String column) {
        return Objects.requireNonNull(row.values().get(column));
    }

    private static RowException refused(ThrowingCallable call) {
        return catchThrowableOfType(RowException.class, call);
    }

    @Test
    default void tables_are_told_with_what_the_seeds_say_of_their_columns() {
        List<SeededTable> tables = shown().tables().list();

        assertThat(tables).extracting(SeededTable::name).containsExactly("tier", "tier_grant");
        SeededTable tier = tables.get(0);
        assertThat(tier.key()).containsExactly("code");
        assertThat(tier.hasProtected()).isTrue();
        assertThat(tier.columns())
                .filteredOn(SeededColumn::isManaged)
                .extracting(SeededColumn::name)
                .containsExactly("note");
        assertThat(tier.columns())
                .filteredOn(SeededColumn::isInsertOnly)
                .extracting(SeededColumn::name)
                .containsExactly("enabled");
        assertThat(tier.columns())
                .filteredOn(SeededColumn::isSensitive)
                .extracting(SeededColumn::name)
                .containsExactly("token");
        assertThat(tier.columns())
                .filteredOn(SeededColumn::isKey)
                .extracting(SeededColumn::name)
                .containsExactly("code");
        assertThat(tables.get(1).key()).containsExactly("tier_id", "tier_id.code", "name");
        assertThat(tables.get(1).columns().get(0).refersTo()).isEqualTo("tier");
        assertThat(tables.get(1).columns().get(0).refersToRows()).isTrue();
        assertThat(tables.get(1).columns().get(0).refersBy()).isNull();
        assertThat(tables.get(1).hasProtected()).isFalse();
    }

    @Test
    default void columns_are_told_with_the_texts_that_they_take() {
        db().sql("create table unit (code varchar(20) not null primary key, base varchar(20) references unit (code))");
        SeededTable tier = shown().tables().table("tier");

        assertThat(tier.columns())
                .extracting(column -> column.name() + " " + column.form().kind())
                .startsWith("id integer", "code text", "name text", "price decimal", "note text", "enabled boolean");
        assertThat(tier.columns().get(1).form().length()).isEqualTo(20);
        assertThat(tier.columns().get(3).form().precision()).isEqualTo(10);
        assertThat(tier.columns().get(3).form().scale()).isEqualTo(2);
        assertThat(tier.columns())
                .filteredOn(column -> !column.isOptional())
                .extracting(SeededColumn::name)
                .contains("code")
                .doesNotContain("name", "price", "note", "token");
        assertThat(tier.columns())
                .filteredOn(column -> !column.isSortable())
                .extracting(SeededColumn::name)
                .containsExactly("token");
        SeededColumn base = db().seeds("tables: {unit: {insert-only: [base], rows: [{code: g}]}}")
                .build()
                .tables()
                .table("unit")
                .columns()
                .get(1);
        assertThat(base.refersTo()).isEqualTo("unit");
        assertThat(base.refersBy()).isEqualTo("code");
    }

    @Test
    default void tables_are_told_with_how_many_of_their_rows_differ() {
        Seedbed seedbed = shown();
        assertThat(seedbed.tables().table("tier").differing()).isEqualTo(4);

        seedbed.update();
        assertThat(seedbed.tables().table("tier").differing()).isZero();
        db().sql(
                        "update tier set name = 'Mine' where code = 'pro'",
                        "delete from tier where code = 'vip'",
                        "insert into tier (id, code) values (9, 'mine')");

        SeededTable tier = seedbed.tables().table("tier");
        assertThat(tier.declared()).isEqualTo(4);
        assertThat(tier.differing()).isEqualTo(2);
        assertThat(tier.added()).isEqualTo(1);
    }

    private static List<@Nullable String> all(Tables tables, String table, PageRequest first, String column) {
        List<@Nullable String> all = new ArrayList<>();
        PageRequest request = first;
        while (true) {
            Page page = tables.page(table, request);
            page.rows().forEach(row -> all.add(row.key().get(column)));
            if (page.next() == null) {
                return all;
            }
            assertThat(page.rows()).hasSize(request.limit());
            request = request.after(page.next());
        }
    }

    @Test
    default void pages_are_sorted_by_a_column_either_way_with_the_key_behind_it() {
        Seedbed seedbed = shown();
        seedbed.update();
        db().sql(
                        "delete from tier where code = 'vip'",
                        "insert into tier (id, code, price, name, note) values (10, 'b', 12, 'a', 'x'), (11, 'a', 12,"
                                + " null, 'x'), (12, 'c', null, 'B', 'x'), (13, 'd', 100, null, 'x')",
                        "insert into tier_grant values (3, 'a', 1), (1, 'b', null)");
        Tables tables = seedbed.tables();
        PageRequest two = PageRequest.first(2);

        assertThat(all(tables, "tier", two.sortedBy("price", false), "code"))
                .containsExactly("c", "free", "a", "b", "pro", "team", "d", "vip");
        assertThat(all(tables, "tier", two.sortedBy("price", true), "code"))
                .containsExactly("d", "team", "a", "b", "pro", "free", "c", "vip");
        assertThat(all(tables, "tier", two.sortedBy("name", false), "code"))
                .containsExactly("a", "d", "c", "free", "pro", "team", "b", "vip");
        assertThat(all(tables, "tier", two.sortedBy("name", true), "code"))
                .containsExactly("b", "team", "pro", "free", "c", "a", "d", "vip");
        assertThat(all(tables, "tier", new PageRequest(null, 1, "r").sortedBy("price", true), "code"))
                .containsExactly("pro", "free");
        assertThat(all(tables, "tier_grant", PageRequest.first(1).sortedBy("tier_id", true), "tier_id.code"))
                .containsExactly("team", "pro", "free", "free");
        assertThat(all(tables, "tier_grant", PageRequest.first(1).sortedBy("level", false), "name"))
                .containsExactly("b", "read", "a", "read");
    }

    @Test
    default void pages_are_not_sorted_by_what_is_secret_or_not_there() {
        Tables tables = shown().tables();

        assertThat(refused(() -> tables.page("tier", PageRequest.first(2).sortedBy("token", false))))
                .hasMessage("""
                    Rows of table "tier" are not sorted by column "token".
                      where: table tier
                      mend:  sort by one of id, code, name, price, note, enabled\
                    """);
        assertThat(refused(() -> tables.page("tier", PageRequest.first(2).sortedBy("nam", false))))
                .hasMessage("""
                    Table "tier" has no column "nam".
                      where: table tier
                      mend:  sort by one of id, code, name, price, note, enabled\
                    """);
    }

    @Test
    default void each_value_is_told_with_what_it_is_to_the_seeds() {
        Seedbed seedbed = shown();
        seedbed.update();
        db().sql(
                        "update tier set price = 9, name = 'Professional', token = 's3cret' where code = 'pro'",
                        "update tier set note = 'z', enabled = false where code = 'free'",
                        "delete from tier where code = 'vip'",
                        "insert into tier (id, code, name) values (9, 'mine', 'Mine')");

        Page page = seedbed.tables().page("tier", PageRequest.first(100));

        assertThat(page.next()).isNull();
        assertThat(page.rows())
                .extracting(row -> row.key().get("code"), TableRow::provenance)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("free", Provenance.MANAGED),
                        org.assertj.core.groups.Tuple.tuple("mine", Provenance.ADDED),
                        org.assertj.core.groups.Tuple.tuple("pro", Provenance.CUSTOMISED),
                        org.assertj.core.groups.Tuple.tuple("team", Provenance.DEFAULT),
                        org.assertj.core.groups.Tuple.tuple("vip", Provenance.DELETED));
        TableRow pro = page.rows().get(2);
        assertThat(value(pro, "price").provenance()).isEqualTo(Provenance.FORMER_DEFAULT);
        assertThat(value(pro, "price").text()).isIn("9.00", "9");
        assertThat(value(pro, "price").declared()).containsEntry("price", "12.00");
        assertThat(value(pro, "price").formers()).containsExactly(Map.of("price", "9.00"));
        assertThat(value(pro, "price").updates()).isTrue();
        assertThat(value(pro, "name").provenance()).isEqualTo(Provenance.CUSTOMISED);
        assertThat(value(pro, "name").updates()).isFalse();
        assertThat(value(pro, "token").isSet()).isTrue();
        assertThat(value(pro, "token").text()).isNull();
        assertThat(value(pro, "token").provenance()).isEqualTo(Provenance.UNDECLARED);
        assertThat(value(pro, "enabled").provenance()).isEqualTo(Provenance.UNCOMPARED);
        TableRow free = page.rows().get(0);
        assertThat(value(free, "note").provenance()).isEqualTo(Provenance.MANAGED);
        assertThat(value(free, "note").updates()).isTrue();
        assertThat(value(free, "token").isSet()).isFalse();
        assertThat(value(page.rows().get(3), "price").isProtected()).isTrue();
        assertThat(value(page.rows().get(3), "name").isProtected()).isFalse();
        TableRow vip = page.rows().get(4);
        assertThat(vip.isProtected()).isTrue();
        assertThat(vip.isThere()).isFalse();
        assertThat(value(vip, "name").declared()).containsEntry("name", "Vip");
        assertThat(page.toString()).doesNotContain("s3cret");
    }

    @Test
    default void references_are_told_by_the_natural_key_of_what_they_point_at() {
        Seedbed seedbed = shown();
        seedbed.update();
        db().sql("insert into tier_grant values (3, 'write', 7)");

        List<TableRow> rows =
                seedbed.tables().page("tier_grant", PageRequest.first(10)).rows();

        assertThat(rows)
                .extracting(TableRow::key)
                .containsExactly(
                        Map.of("tier_id.code", "free", "name", "read"),
                        Map.of("tier_id.code", "pro", "name", "read"),
                        Map.of("tier_id.code", "team", "name", "write"));
        assertThat(value(rows.get(2), "tier_id").reference()).isEqualTo(Map.of("code", "team"));
        assertThat(value(rows.get(2), "tier_id").text()).isEqualTo("3");
        TableRow byValue = seedbed.tables().row("tier_grant", Map.of("tier_id", "3", "name", "write"));
        assertThat(byValue).isEqualTo(rows.get(2));
    }

    @Test
    default void pages_follow_each_other_and_end_with_what_is_not_there() {
        Seedbed seedbed = shown();
        seedbed.update();
        db().sql(
                        "delete from tier_grant",
                        "delete from tier where code in ('free', 'team')",
                        "insert into tier (id, code) values (10, 'a%b'), (11, 'Zoo'), (12, 'pro_2')");
        Tables tables = seedbed.tables();
        List<String> all = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        PageRequest request = PageRequest.first(2);
        for (Page page = tables.page("tier", request); ; page = tables.page("tier", request)) {
            page.rows().forEach(row -> all.add(row.key().get("code")));
            sizes.add(page.rows().size());
            if (page.next() == null) {
                break;
            }
            request = request.after(page.next());
        }

        assertThat(all).containsExactly("Zoo", "a%b", "pro", "pro_2", "vip", "free", "team");
        assertThat(sizes).containsExactly(2, 2, 2, 1);
        assertThat(tables.page("tier", new PageRequest(null, 10, "O_")).rows())
                .extracting(row -> row.key().get("code"))
                .containsExactly("pro_2");
        assertThat(tables.page("tier", new PageRequest(null, 10, "e")).rows())
                .extracting(row -> row.key().get("code"))
                .containsExactly("free", "team");
        Throwable wrong = org.assertj.core.api.Assertions.catchThrowable(
                () -> tables.page("tier", new PageRequest("nonsense", 10, null)));
        assertThat(wrong)
                .isInstanceOf(SeedException.class)
                .hasMessage("The page to follow is none that this table has.\n"
                        + "  mend:  give \"next\" of the page before, as it is");
    }

    /** What is shown, with a ledger and sixty rows that no seed declares. */
    private void crowded() {
        Seedbed seedbed = shown();
        seedbed.ledger().enable();
        seedbed.update();
        for (int i = 0; i < 60; i++) {
            db().sql("insert into tier (id, code, price) values (" + (100 + i) + ", 'x" + i + "', " + i + ")");
        }
    }

    @Test
    default void a_page_takes_as_many_statements_for_many_rows_as_for_few() throws Exception {
        crowded();
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            CountedStatements counted = new CountedStatements(connection);
            Tables tables = db().joined(counted.connection(), SHOWN).build().tables();
            for (int i = 0; i < 3; i++) {
                // Planners learn what they need not ask again.
                tables.page("tier", PageRequest.first(2));
            }
            counted.forget();
            assertThat(tables.page("tier", PageRequest.first(2)).rows()).hasSize(2);
            int few = counted.executions();
            counted.forget();
            assertThat(tables.page("tier", PageRequest.first(500)).rows()).hasSize(64);

            assertThat(counted.executions()).isEqualTo(few);
        }
    }

    @Test
    default void what_a_check_lists_is_told_of_one_table() {
        db().sql("create table door (code varchar(20) not null primary key, state varchar(10) check (state in ('open',"
                + " 'shut')), level integer check (level in (1, 2)), size integer check (size > 0), side varchar(5)"
                + " not null check (side = 'left' or side = 'right'))");
        Seedbed seedbed = db().seeds(
                        "tables: {door: {insert-only: [state, level, size]," + " rows: [{code: a, side: left}]}}")
                .build();

        assertThat(seedbed.tables().table("door").columns())
                .extracting(column -> column.name() + column.form().labels())
                .containsExactly("code[]", "state[open, shut]", "level[1, 2]", "size[]", "side[left, right]");
        assertThat(seedbed.tables().list("door").get(0))
                .isEqualTo(seedbed.tables().table("door"));
        assertThat(seedbed.tables().list().get(0).columns())
                .allSatisfy(column -> assertThat(column.form().labels()).isEmpty());
    }

    private static List<@Nullable String> codes(Tables tables, PageRequest first) {
        return all(tables, "tier", first, "code");
    }

    @Test
    default void rows_are_told_by_what_they_are_to_the_seeds() {
        Seedbed seedbed = shown();
        seedbed.ledger().enable();
        seedbed.update();
        db().sql(
                        "update tier set name = 'Mine' where code in ('pro', 'team')",
                        "update tier set price = 9 where code = 'pro'",
                        "delete from tier where code = 'vip'",
                        "insert into tier (id, code, name) values (7, 'b', 'B'), (8, 'a', 'A'), (9, 'c', 'C')");
        Tables tables = seedbed.tables();
        PageRequest one = PageRequest.first(1);

        assertThat(tables.page("tier", one).counts())
                .isEqualTo(Map.of(
                        Provenance.DEFAULT, 1L,
                        Provenance.FORMER_DEFAULT, 0L,
                        Provenance.MANAGED, 0L,
                        Provenance.CUSTOMISED, 2L,
                        Provenance.ADDED, 3L,
                        Provenance.RETIRED, 0L,
                        Provenance.DELETED, 1L));
        assertThat(codes(tables, one.only(Provenance.DEFAULT))).containsExactly("free");
        assertThat(codes(tables, one.only(Provenance.FORMER_DEFAULT))).isEmpty();
        assertThat(codes(tables, one.only(Provenance.CUSTOMISED))).containsExactly("pro", "team");
        assertThat(codes(tables, one.only(Provenance.ADDED))).containsExactly("a", "b", "c");
        assertThat(codes(tables, one.only(Provenance.ADDED).sortedBy("id", true)))
                .containsExactly("c", "a", "b");
        assertThat(codes(tables, new PageRequest(null, 1, "B").only(Provenance.ADDED)))
                .containsExactly("b");
        assertThat(tables.page("tier", one.only(Provenance.DELETED)).rows())
                .extracting(row -> row.key().get("code"))
                .containsExactly("vip");
        assertThatThrownBy(() -> one.only(Provenance.UNDECLARED))
                .hasMessage(
                        "No row is \"undeclared\": only values are.\n"
                                + "  mend:  ask for one of default, former-default, managed, customised, added, retired, deleted");
    }

    @Test
    default void a_row_is_managed_where_update_sets_all_that_differs_in_it_and_customised_where_it_keeps_some() {
        Seedbed seedbed = shown();
        seedbed.update();
        db().sql(
                        "update tier set note = 'x' where code in ('free', 'pro', 'team')",
                        "update tier set name = 'Mine' where code = 'team'",
                        "update tier set price = 9 where code = 'pro'");
        Tables tables = seedbed.tables();
        PageRequest first = PageRequest.first(10);

        assertThat(codes(tables, first.only(Provenance.MANAGED))).containsExactly("free", "pro");
        assertThat(codes(tables, first.only(Provenance.CUSTOMISED))).containsExactly("team");
        assertThat(tables.page("tier", first).counts())
                .containsEntry(Provenance.DEFAULT, 1L)
                .containsEntry(Provenance.MANAGED, 2L)
                .containsEntry(Provenance.CUSTOMISED, 1L);
        assertThat(tables.page("tier", first).rows())
                .extracting(TableRow::provenance)
                .containsExactly(Provenance.MANAGED, Provenance.MANAGED, Provenance.CUSTOMISED, Provenance.DEFAULT);
    }

    @Test
    default void rows_are_found_by_what_they_hold() {
        Seedbed seedbed = shown();
        seedbed.update();
        db().sql("insert into tier_grant values (2, 'own', 7)", "delete from tier_grant where tier_id = 1");
        Tables tables = seedbed.tables();
        PageRequest of = PageRequest.first(1).holding(Map.of("tier_id", "2"));

        assertThat(all(tables, "tier_grant", of, "name")).containsExactly("own", "read");
        assertThat(all(tables, "tier_grant", of.only(Provenance.ADDED), "name")).containsExactly("own");
        assertThat(all(tables, "tier_grant", of.sortedBy("level", false), "name"))
                .containsExactly("read", "own");
        assertThat(all(tables, "tier_grant", PageRequest.first(1).holding(Map.of("tier_id", "1")), "name"))
                .isEmpty();
        assertThat(refused(() -> tables.page("tier", PageRequest.first(1).holding(Map.of("token", "x")))))
                .hasMessage("""
                    Rows are not looked for by column "token": it is sensitive.
                      where: table tier
                      mend:  look for them by their key\
                    """);
        assertThat(refused(() -> tables.page("tier", PageRequest.first(1).holding(Map.of("nothing", "x")))))
                .hasMessageStartingWith("Table \"tier\" has no column \"nothing\".");
    }

    @Test
    default void rows_are_found_by_a_value_of_a_type_without_an_equality_of_its_own() {
        db().sql("create table doc (code varchar(20) not null primary key, body json)");
        Seedbed seedbed = db().seeds(
                        "tables: {doc: {key: [code], rows: [{code: a, body: {x: 1}}, {code: b, body: {x: 2}}]}}")
                .build();
        seedbed.update();
        Tables tables = seedbed.tables();
        TableValue held = Objects.requireNonNull(
                tables.row("doc", Map.of("code", "a")).values().get("body"));

        assertThat(all(
                        tables,
                        "doc",
                        PageRequest.first(5).holding(Map.of("body", Objects.requireNonNull(held.text()))),
                        "code"))
                .containsExactly("a");
    }

    @Test
    default void a_number_that_no_column_holds_is_not_computed() {
        db().sql("create table rate (amount numeric(10,2) not null primary key, name varchar(20))");
        Seedbed seedbed = db().seeds("tables: {rate: {key: [amount], rows: [{amount: 1, name: one}]}}")
                .build();
        seedbed.update();
        Tables tables = seedbed.tables();

        for (String huge : List.of("1e99999999", "-1.5E+99999999", "1e-99999999")) {
            assertThat(refused(() -> tables.page("rate", PageRequest.first(5).holding(Map.of("amount", huge)))))
                    .hasMessageStartingWith("No row of table \"rate\" can hold amount=" + huge + ".");
            assertThat(refused(() -> tables.row("rate", Map.of("amount", huge))).why())
                    .isEqualTo(RowException.Why.NO_ROW);
        }
    }

    @Test
    default void rows_of_one_provenance_among_many_take_as_many_statements_as_any_page() throws Exception {
        crowded();
        db().sql("update tier set price = 1 where code in ('free', 'vip')");
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            CountedStatements counted = new CountedStatements(connection);
            Tables tables = db().joined(counted.connection(), SHOWN).build().tables();
            for (int i = 0; i < 3; i++) {
                tables.page("tier", PageRequest.first(2));
            }
            counted.forget();
            tables.page("tier", PageRequest.first(2));
            int all = counted.executions();

            for (Provenance each : Provenance.values()) {
                if (each.isOfRows()) {
                    counted.forget();
                    tables.page("tier", PageRequest.first(500).only(each));
                    assertThat(counted.executions()).as(each.label()).isLessThanOrEqualTo(all);
                }
            }
        }
    }

    @Test
    default void a_table_without_seeds_is_refused_and_so_is_a_row_that_nobody_has() {
        Seedbed seedbed = shown();
        db().sql("create table account (id integer primary key)");

        assertThat(refused(() -> seedbed.tables().page("account", PageRequest.first(1))))
                .hasMessage("""
                    Table "account" has no seeds here, so its rows are not shown.
                      where: table account
                      mend:  the seeded tables are tier, tier_grant\
                    """);
        RowException none = refused(() -> seedbed.tables().row("tier", Map.of("code", "none")));
        assertThat(none.why()).isEqualTo(RowException.Why.NO_ROW);
        assertThat(none).hasMessage("""
            Table "tier" has no row code=none, and no seed declares one.
              where: table tier
              mend:  correct its key\
            """);
        assertThat(refused(() -> seedbed.tables().row("tier", Map.of("cod", "none"))))
                .hasMessage("""
                    "cod" is no part of the key of table "tier".
                      where: table tier
                      mend:  did you mean "code"?\
                    """);
    }

    @Test
    default void a_table_whose_key_is_sensitive_is_told_and_its_rows_are_not() {
        db().sql("create table door (pin_code varchar(40) primary key, note varchar(40))");
        Tables tables = db().seeds("""
            tables:
              door: {key: [pin_code], sensitive: [pin_code], rows: []}
            """).build().tables();

        assertThat(tables.table("door").closed()).isEqualTo("its key has the sensitive column \"pin_code\"");
        assertThat(refused(() -> tables.page("door", PageRequest.first(1))).why())
                .isEqualTo(RowException.Why.NO_TABLE);
    }

    @Test
    default void a_ledger_tells_who_planted_a_value_as_long_as_it_stands() {
        Seedbed seedbed = shown();
        seedbed.ledger().enable();
        db().seeds(SHOWN).actor("deploy").build().update();
        db().sql("update tier set name = 'Mine' where code = 'pro'");

        TableRow row = seedbed.tables().row("tier", Map.of("code", "pro"));

        assertThat(Objects.requireNonNull(value(row, "price").setBy()).actor()).isEqualTo("deploy");
        assertThat(Objects.requireNonNull(value(row, "price").setBy()).kind()).isEqualTo("planted");
        assertThat(value(row, "name").setBy()).isNull();
    }

    @Test
    default void a_retired_row_is_told_with_what_update_does_to_it() {
        Seedbed first = shown();
        first.update();
        String second = SHOWN.replace("      - {tier_id: {code: pro}, name: read, level: 2}\n", "")
                + "    retired: [{tier_id: {code: pro}, name: read, level: 2}]\n";

        TableRow row =
                db().seeds(second).build().tables().row("tier_grant", Map.of("tier_id.code", "pro", "name", "read"));

        assertThat(row.provenance()).isEqualTo(Provenance.RETIRED);
        assertThat(Objects.requireNonNull(row.update()).action()).isEqualTo(Action.RETIRE);
    }

    @Test
    default void a_retired_row_that_is_still_there_is_not_told_as_added_by_hand() {
        shown().update();
        db().sql(
                        "update tier_grant set level = 7 where tier_id = (select id from tier where code = 'pro')",
                        "insert into tier_grant select id, 'own', 1 from tier where code = 'pro'");
        Tables tables = db().seeds(SHOWN.replace("      - {tier_id: {code: pro}, name: read, level: 2}\n", "")
                        + "    retired: [{tier_id: {code: pro}, name: read, level: 2},"
                        + " {tier_id: {code: pro}, name: never}]\n")
                .build()
                .tables();
        PageRequest two = PageRequest.first(2);

        Page page = tables.page("tier_grant", PageRequest.first(100));
        assertThat(page.rows())
                .filteredOn(row -> "pro".equals(row.key().get("tier_id.code")))
                .extracting(
                        row -> row.key().get("name") + " " + row.provenance().label())
                .containsExactly("own added", "read retired");
        assertThat(page.counts()).containsEntry(Provenance.ADDED, 1L).containsEntry(Provenance.RETIRED, 1L);
        assertThat(page.table().added()).isEqualTo(1);
        assertThat(all(tables, "tier_grant", two.only(Provenance.RETIRED), "name"))
                .containsExactly("read");
        assertThat(all(tables, "tier_grant", two.only(Provenance.ADDED), "name"))
                .containsExactly("own");
        assertThat(page.rows())
                .filteredOn(row -> row.provenance() == Provenance.RETIRED)
                .allSatisfy(row ->
                        assertThat(Objects.requireNonNull(row.update()).code()).isEqualTo("retired-kept"));
    }

    @Test
    default void a_retired_row_has_no_further_column_be_told() {
        shown().update();
        String retiring = SHOWN.replace("      - {tier_id: {code: pro}, name: read, level: 2}\n", "");
        db().sql("alter table tier_grant add column hidden varchar(20) default 'x'");

        assertThat(db().seeds(retiring + "    retired: [{tier_id: {code: pro}, name: read}]\n")
                        .build()
                        .tables()
                        .table("tier_grant")
                        .columns())
                .extracting(SeededColumn::name)
                .containsExactlyElementsOf(db().seeds(retiring).build().tables().table("tier_grant").columns().stream()
                        .map(SeededColumn::name)
                        .toList());
        assertThat(db().seeds(retiring + "    retired: [{tier_id: {code: pro}, name: read, $set: {hidden: y}}]\n")
                        .build()
                        .tables()
                        .table("tier_grant")
                        .columns())
                .extracting(SeededColumn::name)
                .contains("hidden");
    }

    @Test
    default void of_columns_that_no_seed_names_nothing_is_told() {
        db().sql(
                        "create table account (name varchar(20) primary key, mail varchar(40), hash varchar(40))",
                        "insert into account values ('root', 'r@example.org', 'canary'), ('own', null, 'canary')");
        Tables tables = db().seeds("tables: {account: {insert-only: [mail], rows: [{name: root}]}}")
                .build()
                .tables();

        assertThat(tables.table("account").columns())
                .extracting(SeededColumn::name)
                .containsExactly("name", "mail");
        Page page = tables.page("account", PageRequest.first(9));
        assertThat(page.rows())
                .extracting(row -> List.copyOf(row.values().keySet()))
                .containsExactly(List.of("name", "mail"), List.of("name", "mail"));
        assertThat(page.toString() + tables.row("account", Map.of("name", "own")))
                .doesNotContain("canary");
        assertThat(refused(() -> tables.page("account", PageRequest.first(2).sortedBy("hash", false))))
                .hasMessage("""
                    Table "account" has no column "hash".
                      where: table account
                      mend:  sort by one of name, mail\
                    """);
    }

    @Test
    default void nothing_is_told_of_rows_in_tables_without_seeds() {
        db().sql(
                        "create table account (id integer primary key, email varchar(40) not null unique)",
                        "create table tier (id integer primary key, code varchar(20) not null unique, owner integer"
                                + " references account (id))",
                        "insert into account values (7, 'canary@example.org')",
                        "insert into tier values (1, 'free', 7)");
        Tables tables = db().seeds("tables: {tier: {key: [code], insert-only: [owner], rows: [{id: 1, code: free}]}}")
                .build()
                .tables();

        Page page = tables.page("tier", PageRequest.first(9));

        assertThat(value(page.rows().get(0), "owner").text()).isEqualTo("7");
        assertThat(value(page.rows().get(0), "owner").reference()).isEmpty();
        assertThat(page.toString()).doesNotContain("canary");
    }

    @Test
    default void a_row_that_is_marked_as_deleted_is_a_deleted_default_and_is_restored() {
        db().sql("create table tier (id integer primary key, code varchar(20) not null unique, price integer, gone"
                + " varchar(20))");
        String seeds = "tables: {tier: {key: [code], soft-delete: gone, rows: [{id: 1, code: free, price: %s}]}}";
        Seedbed seedbed = db().seeds(seeds.formatted("0")).build();
        seedbed.ledger().enable();
        seedbed.update();
        db().sql("update tier set gone = 'yes', price = 5");

        List<TableRow> rows =
                seedbed.tables().page("tier", PageRequest.first(9)).rows();
        assertThat(rows).extracting(TableRow::provenance).containsExactly(Provenance.DELETED);
        TableRow restored = seedbed.tables()
                .by("anna", null)
                .restore("tier", rows.get(0).key(), rows.get(0).version(), null);

        assertThat(restored.provenance()).isEqualTo(Provenance.DEFAULT);
        assertThat(db().rows("select price, gone from tier")).containsExactly("0|∅");
        db().update(seeds.formatted("3"));
        assertThat(db().rows("select price, gone from tier")).containsExactly("3|∅");
    }

    @Test
    default void rows_that_no_constraint_keeps_apart_are_all_told_and_never_guessed_about() {
        db().sql("create table rule (id integer primary key, kind varchar(9), v0 varchar(9), v1 varchar(9))");
        Seedbed seedbed = db().seeds("""
            tables:
              rule:
                key: [kind, v0, v1]
                rows:
                  - {id: 1, kind: p, v0: admin, v1: read}
                  - {id: 2, kind: g, v0: admin, v1: null}
            """).build();
        seedbed.ledger().enable();
        seedbed.update();
        db().sql(
                        "insert into rule values (3, 'p', 'admin', 'read')",
                        "insert into rule values (4, 'p', 'admin', 'read')",
                        "insert into rule values (5, null, null, null)");
        Tables tables = seedbed.tables();
        List<String> ids = new ArrayList<>();
        PageRequest request = PageRequest.first(1);
        for (Page page = tables.page("rule", request); ; page = tables.page("rule", request)) {
            ids.add(value(page.rows().get(0), "id").text());
            if (page.next() == null) {
                break;
            }
            request = request.after(page.next());
        }

        assertThat(ids).containsExactly("5", "2", "1", "3", "4");
        assertThat(refused(() -> tables.row("rule", Map.of("kind", "p", "v0", "admin", "v1", "read"))))
                .hasMessage("""
                    Table "rule" has 3 rows kind=p, v0=admin, v1=read.
                      where: table rule
                      mend:  delete all but one of them by hand, and give the table a unique constraint\
                    """);
        assertThat(tables.row("rule", Map.of("kind", "g", "v0", "admin")).provenance())
                .isEqualTo(Provenance.DEFAULT);
        assertThat(refused(() -> tables.by("anna", null).create("rule", Map.of("id", "9", "kind", "g", "v0", "admin")))
                        .why())
                .isEqualTo(RowException.Why.EXISTS);
        TableRow made = tables.by("anna", null).create("rule", Map.of("id", "9", "kind", "g", "v0", "user"));
        assertThat(made.provenance()).isEqualTo(Provenance.ADDED);
    }
}
