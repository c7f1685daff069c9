package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Ledger;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** A pin is a decision of a person: it outlives whatever the seeds come to say. */
public interface PinContract extends OnDatabase {
    private void tiers() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique, price integer)",
                        "create table tier_grant (tier_id integer references tier, name varchar(20), level integer, note"
                                + " varchar(20), primary key (tier_id, name))");
        ledger().enable();
    }

    private Ledger ledger() {
        return db().seeds("tables: {tier: {key: [code], rows: []}}").build().ledger();
    }

    private static String seeds(String code, String formerly, String rest, String grant) {
        return "tables:\n  tier: {key: [code], rows: [{id: 1, code: " + code + formerly + rest + "}]}\n"
                + "  tier_grant: {rows: [{tier_id: {code: " + code + "}, name: x" + grant + "}]}\n";
    }

    private static List<String> codes(Report report) {
        return report.changes().stream().map(RowChange::code).toList();
    }

    Map<String, String> NEW_NAME = Map.of("tier_id.code", "team", "name", "x");

    @Test
    default void a_pin_goes_before_managed() {
        tiers();
        db().update("tables: {tier: {key: [code], managed: [price], rows: [{id: 1, code: a, price: 9}]}}");
        db().sql("update tier set price = 7");
        ledger().pin("tier", Map.of("code", "a"), "price");

        Report report =
                db().update("tables: {tier: {key: [code], managed: [price], rows: [{id: 1, code: a, price: 9}]}}");

        assertThat(codes(report)).containsExactly("pinned");
        assertThat(db().rows("select price from tier")).containsExactly("7");
    }

    @Test
    default void what_is_pinned_is_told_apart_from_what_is_customised() {
        db().sql("create table plan (code varchar(20) primary key, name varchar(20), price integer, seats integer)");
        new Ledgers(db()).create();
        String seeds = "tables: {plan: {rows: [{code: a, name: A, price: 9, seats: %s}]}}";
        db().update(seeds.formatted("1"));
        db().sql("update plan set name = 'Mine', price = 7");
        ledger().pin("plan", Map.of("code", "a"), "price");

        assertThat(db().update(seeds.formatted("1")).changes().get(0).reason())
                .isEqualTo("price is pinned, name is customised; they stay");
        assertThat(db().update(seeds.formatted("2")).changes().get(0).reason())
                .isEqualTo("default changed, not customised; price is pinned, name is customised; they stay");
        db().sql("update plan set name = 'A'");
        assertThat(db().update(seeds.formatted("3")).changes().get(0).reason())
                .isEqualTo("default changed, not customised; price is pinned and stays");
    }

    @Test
    default void a_pinned_row_takes_its_new_name_and_nothing_else() {
        tiers();
        db().update(seeds("pro", "", ", price: 9", ""));
        ledger().pin("tier", Map.of("code", "pro"), null);

        Report renamed = db().update(seeds("team", ", $formerly: [{code: pro}]", ", price: 12", ""));
        Report later = db().update(seeds("team", "", ", price: 15", ""));

        assertThat(codes(renamed)).containsExactly("renamed");
        assertThat(codes(later)).containsExactly("pinned");
        assertThat(db().rows("select code, price from tier")).containsExactly("team|9");
        ledger().unpin("tier", Map.of("code", "team"), null);
        assertThat(codes(db().update(seeds("team", "", ", price: 15", "")))).containsExactly("default-moved");
    }

    @Test
    default void a_pin_stays_after_the_row_that_the_key_refers_to_was_renamed_and_ends_under_either_name() {
        tiers();
        db().update(seeds("pro", "", "", ", level: 1, note: a"));
        ledger().pin("tier_grant", Map.of("tier_id.code", "pro", "name", "x"), "level");
        db().update(seeds("team", ", $formerly: [{code: pro}]", "", ", level: 2, note: b"));
        assertThat(db().rows("select level, note from tier_grant")).containsExactly("1|b");

        Report later = db().update(seeds("team", "", "", ", level: 3, note: b"));

        assertThat(codes(later)).containsExactly("pinned");
        assertThat(ledger().pin("tier_grant", NEW_NAME, "level")).isFalse();
        ledger().unpin("tier_grant", NEW_NAME, "level");
        assertThat(codes(db().update(seeds("team", "", "", ", level: 3, note: b"))))
                .containsExactly("default-moved");
        assertThat(db().rows("select level from tier_grant")).containsExactly("3");
    }

    @Test
    default void a_pin_under_plain_and_composite_foreign_keys_ends_under_either_name() {
        db().sql(
                        "create table area (region varchar(9), code varchar(9), primary key (region, code))",
                        "create table slot (region varchar(9), code varchar(9), name varchar(9), level integer,"
                                + " primary key (region, code, name), foreign key (region, code) references area"
                                + " (region, code) on update cascade)",
                        "create table kind (code varchar(9) primary key)",
                        "create table kind_grant (kind_code varchar(9) references kind on update cascade, name varchar(9),"
                                + " level integer, primary key (kind_code, name))");
        ledger().enable();
        String seeds = """
                tables:
                  area: {rows: [{region: eu, code: %1$s%2$s}]}
                  kind: {rows: [{code: %1$s%3$s}]}
                  slot: {rows: [{region: {region: eu, code: %1$s}, code: {region: eu, code: %1$s}, name: x, level: 1}]}
                  kind_grant: {rows: [{kind_code: {code: %1$s}, name: x, level: 1}]}
                """;
        db().update(seeds.formatted("a", "", ""));
        Map<String, String> slot =
                Map.of("region.region", "eu", "region.code", "a", "code.region", "eu", "code.code", "a", "name", "x");
        ledger().pin("slot", slot, "level");
        db().update(seeds.formatted("b", ", $formerly: [{region: eu, code: a}]", ", $formerly: [{code: a}]"));

        assertThat(ledger().unpin(
                                "slot",
                                Map.of(
                                        "region.region",
                                        "eu",
                                        "region.code",
                                        "b",
                                        "code.region",
                                        "eu",
                                        "code.code",
                                        "b",
                                        "name",
                                        "x"),
                                "level"))
                .isTrue();
    }

    @Test
    default void a_history_is_that_of_the_row_and_not_of_another_that_has_its_name_now() {
        tiers();
        db().update(seeds("pro", "", "", ", level: 1"));
        db().update(seeds("team", ", $formerly: [{code: pro}]", "", ", level: 2, $was: {level: [1]}"));
        db().update("tables:\n  tier: {key: [code], rows: [{id: 1, code: team}, {id: 2, code: pro}]}\n"
                + "  tier_grant: {rows: [{tier_id: {code: team}, name: x, level: 2},"
                + " {tier_id: {code: pro}, name: x, level: 7}]}\n");

        assertThat(ledger().show("tier_grant", Map.of("tier_id.code", "pro", "name", "x"))
                        .values())
                .hasEntrySatisfying("level", value -> assertThat(value.text()).isEqualTo("7"));
        assertThat(ledger().show("tier_grant", NEW_NAME).events())
                .extracting(event -> event.columns().get("level"))
                .doesNotContain("7");
    }

    @Test
    default void a_row_whose_key_is_sensitive_cannot_be_pinned() {
        db().sql("create table door (pin_code varchar(40) primary key, note varchar(40))");
        Ledger ledger = db().seeds("""
                tables:
                  door: {key: [pin_code], sensitive: [pin_code], rows: [{pin_code: canary, note: x}]}
                """).build().ledger();
        ledger.enable();
        db().sql("insert into door values ('canary', 'x')");

        Throwable thrown = Assertions.catchThrowable(() -> ledger.pin("DOOR", Map.of("PIN_CODE", "canary"), "note"));

        assertThat(thrown).isInstanceOf(SeedException.class).hasMessage("""
                A row of table "DOOR" cannot be pinned: its key has the sensitive column "PIN_CODE", and the ledger holds no such value.
                  where: seeds/seeds.yaml, line 2, column 3 (table door)
                  mend:  keep the row by taking it out of the seeds, or give the table a key that is no secret""");
        assertThat(db().rows("select body from seedbed_ledger").toString()).doesNotContain("canary");
    }
}
