package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Ledger;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Report;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that are there beside others which have their former keys. */
public interface TakenNamesContract extends OnDatabase {
    private void tiers() {
        db().sql("create table tier (code varchar(20) primary key, price integer, seats integer)");
        ledger().enable();
    }

    private Ledger ledger() {
        return db().seeds(tier("")).build().ledger();
    }

    private static String tier(String row) {
        return "tables: {tier: {key: [code], rows: [" + row + "]}}";
    }

    private static RowChange only(Report report) {
        assertThat(report.changes()).hasSize(1);
        return report.changes().get(0);
    }

    @Test
    default void a_row_that_fill_met_beside_its_former_self_stays_away_once_it_was_deleted_by_hand() {
        tiers();
        db().update(tier("{code: a, price: 1}"));
        db().sql("insert into tier (code, price) values ('b', 1)");
        String seeds = tier("{code: b, price: 1, $formerly: [{code: a}]}");
        db().seeds(seeds).build().fill();
        db().sql("delete from tier where code = 'b'");

        assertThat(only(db().update(seeds)).code()).isEqualTo("deleted");
        assertThat(db().rows("select code from tier")).containsExactly("a");
    }

    @Test
    default void so_does_one_that_init_met() {
        tiers();
        db().update(tier("{code: a, price: 1}"));
        db().sql("insert into tier (code, price) values ('b', 7)");
        String seeds = tier("{code: b, price: 1, $formerly: [{code: a}]}");
        db().seeds(seeds).build().init();
        db().sql("delete from tier where code = 'b'");

        assertThat(only(db().update(seeds)).code()).isEqualTo("deleted");
        assertThat(db().rows("select code from tier")).containsExactly("a");
    }

    @Test
    default void what_was_planted_in_a_row_tells_nothing_of_another_that_has_the_key_it_was_to_have() {
        tiers();
        db().update(tier("{code: a, price: 1, seats: 5}"));
        db().sql("insert into tier values ('b', 1, 4)");
        String seeds = tier("{code: b, price: 2, seats: 4, $formerly: [{code: a}]}");

        assertThat(only(db().seeds(seeds).build().fill()).code()).isEqualTo("customised");
        db().sql("delete from tier where code = 'a'");

        assertThat(only(db().update(seeds)).code()).isEqualTo("customised");
        assertThat(db().rows("select code, price from tier")).containsExactly("b|1");
        db().update(tier("{code: b, price: 2, seats: 6, $formerly: [{code: a}]}"));
        assertThat(db().rows("select code, price, seats from tier")).containsExactly("b|1|6");
    }

    @Test
    default void a_pin_on_a_row_pins_no_other_that_has_the_key_it_was_to_have() {
        tiers();
        db().update(tier("{code: a, price: 1}, {code: b, price: 1}"));
        ledger().pin("tier", Map.of("code", "a"), "price");
        String seeds = tier("{code: b, price: 2, $formerly: [{code: a}]}");

        assertThat(only(db().seeds(seeds).build().fill()).code()).isEqualTo("default-changed");
    }

    private void grants() {
        db().sql(
                        "create table role (id integer primary key, code varchar(20) not null unique)",
                        "create table role_grant (role_id integer references role, name varchar(20), note varchar(20),"
                                + " primary key (role_id, name))");
        ledger().enable();
    }

    @Test
    default void nor_does_a_row_below_the_former_self_of_another_tell_of_one_below_that() {
        grants();
        db().update("""
                tables:
                  role: {key: [code], rows: [{id: 1, code: c}, {id: 2, code: d}]}
                  role_grant:
                    rows:
                      - {role_id: {code: c}, name: x}
                      - {role_id: {code: d}, name: x, note: w}
                """);

        Report report = db().seeds("""
                tables:
                  role: {key: [code], rows: [{id: 1, code: c, $formerly: [{code: d}]}]}
                  role_grant:
                    rows: []
                    retired: [{role_id: {code: c}, name: x, $set: {note: v}}]
                """).allowBlocked(true).build().update();

        assertThat(report.changes()).extracting(RowChange::code).containsExactly("rename-clash", "retired");
        assertThat(db().rows("select role_id, note from role_grant order by role_id"))
                .containsExactly("1|v", "2|w");
    }

    private void clients() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table client (name varchar(20) primary key, tier_id integer references tier)",
                        "insert into tier values (1, 'd'), (2, 'e')",
                        "insert into client values ('x', 2), ('y', 1)");
    }

    @Test
    default void a_row_that_was_never_there_is_planted_although_another_has_the_key_that_it_once_had() {
        grants();
        db().update("""
                tables:
                  role: {key: [code], rows: [{id: 2, code: d}]}
                  role_grant: {rows: [{role_id: {code: d}, name: x}, {role_id: {code: d}, name: y}]}
                """);
        db().sql("insert into role values (1, 'c')", "delete from role_grant where name = 'y'");

        Report report = db().seeds("""
                tables:
                  role: {key: [code], rows: [{id: 1, code: c, $formerly: [{code: d}]}]}
                  role_grant: {rows: [{role_id: {code: c}, name: x}, {role_id: {code: c}, name: y}]}
                """).build().fill();

        assertThat(report.changes()).extracting(RowChange::code).containsExactly("missing", "deleted");
        assertThat(db().rows("select role_id, name from role_grant order by role_id"))
                .containsExactly("1|x", "2|x");
    }

    /** A tier that takes the name of another, and clients that once referred to that. */
    String CLIENTS = """
            tables:
              tier: {key: [code], rows: [{id: 2, code: e, $formerly: [{code: d}]}]}
              client:
                key: [name]
                rows:
                  - {name: x, tier_id: null, $was: {tier_id: [{code: d}]}}
                  - {name: y, tier_id: null, $was: {tier_id: [{code: d}]}}
            """;

    @Test
    default void a_former_default_means_the_row_that_has_the_name_and_not_the_one_that_was_to_take_it() {
        clients();

        Report filled = db().seeds(CLIENTS).build().fill();
        Report updated = db().seeds(CLIENTS).allowBlocked(true).build().update();

        assertThat(filled.changes())
                .extracting(RowChange::code)
                .containsExactly("customised-default-moved", "default-changed");
        assertThat(updated.changes())
                .extracting(RowChange::code)
                .containsExactly("rename-clash", "customised-default-moved", "default-moved");
        assertThat(db().rows("select name, tier_id from client order by name")).containsExactly("x|2", "y|∅");
    }

    @Test
    default void nor_does_a_retired_row_go_that_refers_to_the_other() {
        clients();

        db().seeds("""
                tables:
                  tier: {key: [code], rows: [{id: 2, code: e, $formerly: [{code: d}]}]}
                  client:
                    key: [name]
                    rows: []
                    retired: [{name: x, tier_id: {code: d}}, {name: y, tier_id: {code: d}}]
                """).allowBlocked(true).build().update();

        assertThat(db().rows("select name from client")).containsExactly("x");
    }

    @Test
    default void a_former_default_may_name_a_row_that_is_planted_later_and_waits_for_its_name() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table client (name varchar(20) primary key, tier_id integer references tier)",
                        "insert into tier values (1, 'a')",
                        "insert into client values ('x', 1)");
        String seeds = """
                tables:
                  client:
                    rows:
                      - name: x
                        tier_id: null
                        $was: {tier_id: [{code: b}]}
                  tier: {key: [code], rows: [{id: 1, code: b, $formerly: [{code: a}]}]}
                """;

        assertThat(db().seeds(seeds).build().fill().changes())
                .extracting(RowChange::code)
                .containsExactly("default-changed", "rename-waiting");
        assertThat(db().update(seeds).changes())
                .extracting(RowChange::code)
                .containsExactlyInAnyOrder("default-moved", "renamed");
        assertThat(db().rows("select name, tier_id from client")).containsExactly("x|∅");
    }
}
