package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.rows.Edits;
import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.Tables;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** To look at one row, at what happened to it, or to change it, costs what that row needs, however many rows its table has. */
public interface RowCostContract extends OnDatabase {
    Map<String, String> FIRST = Map.of("code", "c1");
    Map<String, String> READ = Map.of("tier_id.code", "c1", "name", "read");

    private static String release(int rows) {
        StringBuilder tiers = new StringBuilder();
        StringBuilder grants = new StringBuilder();
        for (int i = 1; i <= rows; i++) {
            tiers.append("      - {id: ")
                    .append(i)
                    .append(", code: c")
                    .append(i)
                    .append(", name: Tier, price: 5}\n");
            grants.append("      - {tier_id: {code: c").append(i).append("}, name: read, level: 1}\n");
        }
        return "tables:\n  tier:\n    key: [code]\n    rows:\n" + tiers + "  tier_grant:\n    key: [tier_id, name]\n"
                + "    rows:\n" + grants;
    }

    @Test
    default void what_is_done_to_one_row_costs_the_same_beside_few_rows_and_many() throws Exception {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique, name varchar(20),"
                                + " price numeric(10,2))",
                        "create table tier_grant (tier_id integer not null references tier (id), name varchar(20) not null,"
                                + " level integer, primary key (tier_id, name))");
        Map<String, int[]> beforeMore = costs(release(5));

        Map<String, int[]> costs = costs(release(400));

        assertThat(costs).hasSize(8);
        costs.forEach((work, cost) -> assertThat(cost).as(work).isEqualTo(beforeMore.get(work)));
    }

    @Test
    default void what_happened_to_one_row_is_read_without_what_happened_to_others() throws Exception {
        db().sql("create table tier (id integer primary key, code varchar(20) not null unique, name varchar(20),"
                + " price numeric(10,2))");
        String release = "tables:\n  tier:\n    key: [code]\n    rows:\n"
                + IntStream.rangeClosed(1, 40)
                        .mapToObj(i -> "      - {id: " + i + ", code: key-" + i + "-, name: Tier, price: 5}\n")
                        .collect(Collectors.joining());
        Seedbed planted = db().seeds(release).build();
        planted.ledger().enable();
        planted.update();
        Tables people = planted.tables();
        Map<String, String> asked = Map.of("code", "now");
        anna(people).change("tier", key(7), version(people, "tier", key(7)), Map.of("code", "then"));
        anna(people)
                .change(
                        "tier",
                        Map.of("code", "then"),
                        version(people, "tier", Map.of("code", "then")),
                        Map.of("code", "now"));
        int[] alone = historyCost(release, asked);

        for (int i = 11; i <= 40; i++) {
            anna(people).change("tier", key(i), version(people, "tier", key(i)), Map.of("code", "other-" + i));
        }

        assertThat(historyCost(release, asked)).isEqualTo(alone);
    }

    @Test
    default void what_happened_to_a_row_of_very_many_keys_is_read_in_a_bounded_number_of_statements() throws Exception {
        db().sql("create table tier (code varchar(20) primary key, price integer)");
        String release = "tables: {tier: {key: [code], rows: [{code: c0, price: 5}]}}";
        Seedbed planted = db().seeds(release).build();
        planted.ledger().enable();
        planted.update();
        int many = historyStatements(release, changeKeys(planted.tables(), 0, 25));

        assertThat(historyStatements(release, changeKeys(planted.tables(), 25, 40)))
                .isEqualTo(many);
    }

    private static Map<String, String> changeKeys(Tables tables, int from, int to) {
        for (int i = from; i < to; i++) {
            Map<String, String> key = Map.of("code", "c" + i);
            anna(tables).change("tier", key, version(tables, "tier", key), Map.of("code", "c" + (i + 1)));
        }
        return Map.of("code", "c" + to);
    }

    private int historyStatements(String release, Map<String, String> key) throws Exception {
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            CountedStatements counted = new CountedStatements(connection);
            Seedbed joined = db().joined(counted.connection(), release).build();
            // What does not depend on rows is learned once.
            joined.tables().row("tier", key);
            counted.forget();
            assertThat(joined.tables().trail(TrailFilter.latest(1).of("tier", key)))
                    .hasSize(1);
            assertThat(joined.ledger().show("tier", key).events().get(0).kind()).isEqualTo("planted");
            connection.rollback();
            return counted.executions();
        }
    }

    private static Map<String, String> key(int number) {
        return Map.of("code", "key-" + number + "-");
    }

    /** Statements and rows read for what happened to a row that was planted and got another key twice. */
    private int[] historyCost(String release, Map<String, String> key) throws Exception {
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            CountedStatements counted = new CountedStatements(connection);
            Seedbed joined = db().joined(counted.connection(), release).build();
            TrailFilter filter = TrailFilter.latest(20).of("tier", key);
            // What does not depend on rows is learned once.
            joined.tables().trail(filter);
            counted.forget();
            assertThat(joined.tables().trail(filter))
                    .extracting(TrailEntry::kinds)
                    .containsExactly("changed 1", "changed 1", "planted 40");
            assertThat(joined.ledger().show("tier", key).events()).hasSize(3);
            connection.rollback();
            return new int[] {counted.executions(), counted.rows()};
        }
    }

    private static Edits anna(Tables tables) {
        return tables.by("anna", "agreed");
    }

    private static String version(Tables tables, String table, Map<String, String> key) {
        return Objects.requireNonNull(tables.row(table, key).version());
    }

    /** Statements and rows read, by what was done. */
    private Map<String, int[]> costs(String release) throws Exception {
        Seedbed planted = db().seeds(release).build();
        if (planted.ledger().isEnabled()) {
            db().sql("delete from tier_grant", "delete from tier", "drop table seedbed_ledger");
        }
        planted.ledger().enable();
        planted.update();
        Map<String, Consumer<Tables>> works = new LinkedHashMap<>();
        works.put(
                "look",
                tables ->
                        assertThat(tables.row("tier_grant", READ).provenance()).isEqualTo(Provenance.DEFAULT));
        works.put("change", tables -> {
            TableRow changed = anna(tables).change("tier", FIRST, version(tables, "tier", FIRST), Map.of("price", "9"));
            assertThat(changed.provenance()).isEqualTo(Provenance.CUSTOMISED);
        });
        works.put(
                "pin",
                tables -> assertThat(anna(tables).pin("tier", FIRST, null, "price"))
                        .isTrue());
        works.put(
                "unpin",
                tables -> assertThat(anna(tables).unpin("tier", FIRST, null)).isTrue());
        works.put("restore", tables -> {
            TableRow restored = anna(tables).restore("tier", FIRST, version(tables, "tier", FIRST), "price");
            assertThat(restored.provenance()).isEqualTo(Provenance.DEFAULT);
        });
        works.put("delete", tables -> anna(tables).delete("tier_grant", READ, version(tables, "tier_grant", READ)));
        works.put("bring back", tables -> {
            TableRow back = anna(tables).restore("tier_grant", READ, null, null);
            assertThat(back.provenance()).isEqualTo(Provenance.DEFAULT);
        });
        works.put("create", tables -> {
            TableRow added =
                    anna(tables).create("tier_grant", Map.of("tier_id.code", "c1", "name", "write", "level", "3"));
            assertThat(added.provenance()).isEqualTo(Provenance.ADDED);
        });
        Map<String, int[]> costs = new LinkedHashMap<>();
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            CountedStatements counted = new CountedStatements(connection);
            Tables tables = db().joined(counted.connection(), release).build().tables();
            // What does not depend on rows is learned once.
            tables.row("tier", FIRST);
            tables.row("tier_grant", READ);
            for (Map.Entry<String, Consumer<Tables>> each : works.entrySet()) {
                counted.forget();
                each.getValue().accept(tables);
                costs.put(each.getKey(), new int[] {counted.executions(), counted.rows()});
            }
            connection.rollback();
        }
        return costs;
    }
}
