package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.ledger.RowHistory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A ledger tells of rows that runs change and take away not only what they hold since, but what they held before. */
public interface LedgerBeforeContract extends OnDatabase {
    private Ledgers ledger() {
        return new Ledgers(db()).create();
    }

    private RowHistory.Event last(Ledgers ledger, String table, String column, String text) {
        List<RowHistory.Event> events =
                ledger.asked().show(table, Map.of(column, text)).events();
        return events.get(events.size() - 1);
    }

    @Test
    default void of_a_default_that_moved_it_tells_the_former_one() {
        db().sql("create table tier (code varchar(20) primary key, name varchar(20), price integer)");
        Ledgers ledger = ledger();
        String seeds = "tables: {tier: {rows: [{code: starter, name: %s, price: %s}]}}";
        db().update(seeds.formatted("Starter", "9"));

        db().update(seeds.formatted("null", "12"));

        RowHistory.Event updated = last(ledger, "tier", "code", "starter");
        assertThat(updated.kind()).isEqualTo("updated");
        assertThat(updated.before()).isEqualTo(Map.of("name", "Starter", "price", "9"));
        assertThat(updated.columns()).containsEntry("price", "12").containsEntry("name", null);
        db().update(seeds.formatted("Starter", "12"));
        assertThat(last(ledger, "tier", "code", "starter").before()).hasSize(1).containsEntry("name", null);
    }

    @Test
    default void of_a_managed_column_it_tells_what_somebody_had_put_there() {
        db().sql("create table tier (code varchar(20) primary key, name varchar(20), note varchar(40))");
        Ledgers ledger = ledger();
        String seeds = "tables: {tier: {managed: [note], rows: [{code: starter, name: Starter, note: ours}]}}";
        db().update(seeds);
        db().sql("update tier set name = 'Mine', note = 'Anna was here'");

        db().update(seeds);

        RowHistory.Event updated = last(ledger, "tier", "code", "starter");
        assertThat(updated.before()).isEqualTo(Map.of("note", "Anna was here"));
        assertThat(updated.columns()).isEqualTo(Map.of("note", "ours"));
        assertThat(db().update(seeds).writes()).isFalse();
    }

    @Test
    default void references_are_told_by_the_names_of_the_rows_that_they_meant() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table plan (code varchar(20) primary key, tier_id integer references tier)");
        Ledgers ledger = ledger();
        String seeds = """
                tables:
                  tier: {key: [code], rows: [{id: 101, code: one}, {id: 102, code: two}]}
                  plan:
                    rows:
                      - {code: moved, tier_id: {code: %s}}
                      - {code: left, tier_id: %s}
                      - {code: found, tier_id: %s}
                """;
        db().update(seeds.formatted("one", "{code: one}", "null"));

        db().update(seeds.formatted("two", "null", "{code: two}"));

        assertThat(last(ledger, "plan", "code", "moved").before()).isEqualTo(Map.of("tier_id.code", "one"));
        assertThat(last(ledger, "plan", "code", "moved").columns()).isEqualTo(Map.of("tier_id.code", "two"));
        assertThat(last(ledger, "plan", "code", "left").before()).isEqualTo(Map.of("tier_id.code", "one"));
        assertThat(last(ledger, "plan", "code", "found").before()).hasSize(1).containsEntry("tier_id.code", null);
        assertThat(db().rows("select body from seedbed_ledger where table_name = 'plan' order by seq")
                        .toString())
                .doesNotContain("101")
                .doesNotContain("102");
        assertThat(db().update(seeds.formatted("two", "null", "{code: two}")).writes())
                .isFalse();
    }

    @Test
    default void of_rows_that_go_it_tells_what_they_held() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table plan (code varchar(20) primary key, name varchar(20), active integer,"
                                + " tier_id integer references tier)");
        Ledgers ledger = ledger();
        String seeds = """
                tables:
                  tier: {key: [code], rows: [{id: 101, code: one}]}
                  plan: {rows: [%s], retired: [%s]}
                """;
        db().update(seeds.formatted(
                "{code: gone, name: Gone, active: 1, tier_id: {code: one}}, {code: aside, name: Aside, active: 1}",
                ""));

        db().update(seeds.formatted("", "{code: gone}, {code: aside, $set: {active: 0}}"));

        RowHistory.Event gone = last(ledger, "plan", "code", "gone");
        assertThat(gone.kind()).isEqualTo("retired");
        assertThat(gone.before()).isEqualTo(Map.of("name", "Gone", "active", "1", "tier_id.code", "one"));
        assertThat(gone.columns()).isEmpty();
        RowHistory.Event aside = last(ledger, "plan", "code", "aside");
        assertThat(aside.kind()).isEqualTo("retired-in-place");
        assertThat(aside.before()).isEqualTo(Map.of("active", "1"));
        assertThat(aside.columns()).isEqualTo(Map.of("active", "0"));
        assertThat(db().rows("select code from plan")).containsExactly("aside");
    }

    @Test
    default void of_a_row_that_is_renamed_and_changed_it_tells_both() {
        db().sql("create table tier (code varchar(20) primary key, name varchar(20))");
        Ledgers ledger = ledger();
        db().update("tables: {tier: {rows: [{code: pro, name: Pro}]}}");

        db().update("tables: {tier: {rows: [{code: team, name: Team, $formerly: [{code: pro}]}]}}");

        RowHistory.Event renamed = last(ledger, "tier", "code", "team");
        assertThat(renamed.formerKey()).isEqualTo(Map.of("code", "pro"));
        assertThat(renamed.before()).isEqualTo(Map.of("name", "Pro"));
        assertThat(renamed.columns()).containsEntry("name", "Team");
    }

    @Test
    default void of_a_sensitive_column_it_tells_that_it_changed_and_no_value() {
        db().sql("create table account (name varchar(20) primary key, token varchar(40), note varchar(40))");
        Ledgers ledger = ledger();
        String seeds = "tables: {account: {sensitive: [token], managed: [token],"
                + " rows: [{name: a, token: canary-%s, note: %s}]}}";
        db().update(seeds.formatted("one", "x"));

        db().update(seeds.formatted("two", "y"));

        RowHistory.Event updated = last(ledger, "account", "name", "a");
        assertThat(db().value("select token from account")).isEqualTo("canary-two");
        assertThat(updated.secret()).containsExactly("token");
        assertThat(updated.before()).isEqualTo(Map.of("note", "x"));
        assertThat(db().rows("select body from seedbed_ledger").toString()).doesNotContain("canary");
        assertThat(ledger.asked().verify(null).problems()).isEmpty();
    }

    @Test
    default void of_a_sensitive_column_that_held_nothing_it_does_not_tell_that_it_went() {
        db().sql("create table account (name varchar(20) primary key, token varchar(40), note varchar(40))");
        Ledgers ledger = ledger();
        String seeds = "tables: {account: {sensitive: [token], managed: [token], rows: [%s], retired: [%s]}}";
        db().update(seeds.formatted("{name: a, token: null, note: x}, {name: b, token: canary, note: x}", ""));

        db().update(seeds.formatted("", "{name: a}, {name: b, token: canary}"));

        assertThat(last(ledger, "account", "name", "a").kind()).isEqualTo("retired");
        assertThat(last(ledger, "account", "name", "a").secret()).isEmpty();
        assertThat(last(ledger, "account", "name", "b").secret()).containsExactly("token");
    }

    @Test
    default void many_rows_tell_the_names_of_their_columns_once() {
        db().sql("create table item (id integer primary key, name varchar(20))");
        Ledgers ledger = ledger();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            rows.append("{id: ").append(i).append(", name: %1$s").append(i).append("}, ");
        }
        String seeds = "tables: {item: {rows: [" + rows + "]}}";
        db().update(seeds.formatted("old"));

        db().update(seeds.formatted("new"));

        List<String> bodies = db().rows("select body from seedbed_ledger where kinds = 'updated 400'");
        assertThat(bodies).hasSize(1);
        assertThat(bodies.get(0).split("\"before\"", -1)).hasSize(2);
        assertThat(last(ledger, "item", "id", "399").before()).isEqualTo(Map.of("name", "old399"));
        assertThat(ledger.asked().verify(null).problems()).isEmpty();
    }
}
