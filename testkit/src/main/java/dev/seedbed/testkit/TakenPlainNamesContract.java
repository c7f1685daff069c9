package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Report;
import org.junit.jupiter.api.Test;

/** Foreign-key values, given as they are, that say names which rows once had and others have now. */
public interface TakenPlainNamesContract extends OnDatabase {
    /** A tier that takes the name of another, and clients that once referred to that. */
    String CLIENTS_BY_CODE = """
            tables:
              tier: {key: [code], rows: [{code: e, $formerly: [{code: d}]}]}
              client:
                key: [name]
                rows:
                  - {name: x, tier_code: null, $was: {tier_code: [d]}}
                  - {name: y, tier_code: null, $was: {tier_code: [d]}}
            """;

    private void tiers(String... values) {
        db().sql(
                        "create table tier (code varchar(20) primary key)",
                        "create table client (name varchar(20) primary key,"
                                + " tier_code varchar(20) references tier on update cascade)");
        for (String value : values) {
            db().sql("insert into tier values ('" + value + "')");
        }
    }

    private static void assertCodes(Report report, String... codes) {
        assertThat(report.changes()).extracting(RowChange::code).containsExactlyInAnyOrder(codes);
    }

    private Report allowingBlocked(String seeds) {
        return db().seeds(seeds).allowBlocked(true).build().update();
    }

    @Test
    default void a_plain_value_means_the_row_that_has_the_name_and_not_the_one_that_was_to_take_it() {
        tiers("d", "e");
        db().sql("insert into client values ('x', 'e'), ('y', 'd')");

        Report filled = db().seeds(CLIENTS_BY_CODE).build().fill();
        Report updated = allowingBlocked(CLIENTS_BY_CODE);

        assertCodes(filled, "customised-default-moved", "default-changed");
        assertCodes(updated, "rename-clash", "customised-default-moved", "default-moved");
        assertThat(db().rows("select name, tier_code from client order by name"))
                .containsExactly("x|e", "y|∅");
    }

    @Test
    default void nor_does_a_retired_row_go_whose_plain_value_means_the_other() {
        tiers("d", "e");
        db().sql("insert into client values ('x', 'e'), ('y', 'd')");

        allowingBlocked("""
                tables:
                  tier: {key: [code], rows: [{code: e, $formerly: [{code: d}]}]}
                  client:
                    key: [name]
                    rows: []
                    retired: [{name: x, tier_code: d}, {name: y, tier_code: d}]
                """);

        assertThat(db().rows("select name from client")).containsExactly("x");
    }

    @Test
    default void a_plain_value_that_the_ledger_remembers_means_the_row_that_has_it() {
        tiers("e");
        db().seeds("tables: {tier: {rows: [{code: d}]}}").build().ledger().enable();
        db().update("""
                tables:
                  tier: {rows: [{code: d}]}
                  client: {rows: [{name: x, tier_code: d}, {name: y, tier_code: d}, {name: z, tier_code: d}]}
                """);
        db().sql("update client set tier_code = 'e' where name in ('x', 'z')");

        Report report = allowingBlocked("""
                tables:
                  tier: {rows: [{code: e, $formerly: [{code: d}]}]}
                  client:
                    rows: [{name: x, tier_code: null}, {name: y, tier_code: null}]
                    retired: [{name: z}]
                """);

        assertCodes(report, "rename-clash", "customised-default-moved", "default-moved", "retired-kept");
        assertThat(db().rows("select name, tier_code from client order by name"))
                .containsExactly("x|e", "y|∅", "z|e");
    }

    @Test
    default void so_do_values_that_lead_to_it_by_way_of_a_further_table() {
        db().sql(
                        "create table area (code varchar(20) primary key)",
                        "create table tier (area varchar(20) references area on update cascade, code varchar(20),"
                                + " primary key (area, code))",
                        "create table client (name varchar(20) primary key, area varchar(20), code varchar(20),"
                                + " foreign key (area, code) references tier (area, code) on update cascade)",
                        "insert into area values ('d'), ('e')",
                        "insert into tier values ('d', 't'), ('e', 't')",
                        "insert into client values ('x', 'e', 't'), ('y', 'd', 't')");

        Report report = allowingBlocked("""
                tables:
                  area: {rows: [{code: e, $formerly: [{code: d}]}]}
                  tier: {rows: [{area: e, code: t}]}
                  client:
                    rows:
                      - {name: x, area: null, code: t, $was: {area: [d]}}
                      - {name: y, area: null, code: t, $was: {area: [d]}}
                """);

        assertThat(db().rows("select name, area from client order by name")).containsExactly("x|e", "y|∅");
        assertThat(report.changes())
                .extracting(RowChange::code)
                .contains("rename-clash", "customised-default-moved", "default-moved");
    }

    @Test
    default void so_do_values_that_lead_to_a_part_of_a_key_which_a_row_with_another_key_has() {
        db().sql(
                        "create table tier (area varchar(20), code varchar(20) not null unique, primary key (area, code))",
                        "create table client (name varchar(20) primary key,"
                                + " tier_code varchar(20) references tier (code) on update cascade)",
                        "insert into tier values ('a', 'e'), ('b', 'd')",
                        "insert into client values ('x', 'e'), ('y', 'd')");

        Report report = db().update("""
                tables:
                  tier: {key: [area, code], rows: [{area: a, code: e, $formerly: [{area: a, code: d}]}]}
                  client:
                    rows:
                      - {name: x, tier_code: null, $was: {tier_code: [d]}}
                      - {name: y, tier_code: null, $was: {tier_code: [d]}}
                """);

        assertCodes(report, "customised-default-moved", "default-moved");
        assertThat(db().rows("select name, tier_code from client order by name"))
                .containsExactly("x|e", "y|∅");
    }

    @Test
    default void a_part_of_a_former_name_means_the_row_that_has_it_beside_what_the_other_columns_hold() {
        db().sql(
                        "create table tier (area varchar(20), code varchar(20), primary key (area, code))",
                        "create table client (name varchar(20) primary key, area varchar(20), code varchar(20),"
                                + " foreign key (area, code) references tier (area, code) on update cascade)",
                        "insert into tier values ('p', 'e'), ('p', 'd')",
                        "insert into client values ('x', 'p', 'e'), ('y', 'p', 'd')");

        Report report = db().update("""
                tables:
                  tier: {rows: [{area: p, code: e, $formerly: [{area: o, code: d}]}]}
                  client:
                    rows:
                      - {name: x, area: p, code: null, $was: {code: [d]}}
                      - {name: y, area: p, code: null, $was: {code: [d]}}
                """);

        assertCodes(report, "customised-default-moved", "default-moved");
        assertThat(db().rows("select name, code from client order by name")).containsExactly("x|e", "y|∅");
    }

    @Test
    default void a_former_name_that_nobody_has_means_the_row_still() {
        tiers("e");
        db().sql("insert into client values ('x', 'e'), ('y', 'e')");

        assertCodes(db().update(CLIENTS_BY_CODE), "default-moved", "default-moved");
        assertThat(db().rows("select name, tier_code from client order by name"))
                .containsExactly("x|∅", "y|∅");
    }

    private void grants() {
        db().sql(
                        "create table role (code varchar(20) primary key)",
                        "create table role_grant (role_code varchar(20) references role on update cascade,"
                                + " name varchar(20), note varchar(20), primary key (role_code, name))");
        db().seeds("tables: {role: {rows: []}}").build().ledger().enable();
    }

    @Test
    default void a_row_below_the_former_self_of_another_tells_of_none_below_that_by_a_plain_key() {
        grants();
        db().update("""
                tables:
                  role: {rows: [{code: c}, {code: d}]}
                  role_grant: {rows: [{role_code: c, name: x}, {role_code: d, name: x, note: w}]}
                """);

        Report report = allowingBlocked("""
                tables:
                  role: {rows: [{code: c, $formerly: [{code: d}]}]}
                  role_grant: {rows: [], retired: [{role_code: c, name: x, $set: {note: v}}]}
                """);

        assertCodes(report, "rename-clash", "retired");
        assertThat(db().rows("select role_code, note from role_grant order by role_code"))
                .containsExactly("c|v", "d|w");
    }

    @Test
    default void a_row_is_planted_by_a_plain_key_although_another_has_the_key_that_it_once_had() {
        grants();
        db().update("""
                tables:
                  role: {rows: [{code: d}]}
                  role_grant: {rows: [{role_code: d, name: x}, {role_code: d, name: y}]}
                """);
        db().sql("insert into role values ('c')", "delete from role_grant where name = 'y'");

        Report report = db().seeds("""
                tables:
                  role: {rows: [{code: c, $formerly: [{code: d}]}]}
                  role_grant: {rows: [{role_code: c, name: x}, {role_code: c, name: y}]}
                """).build().fill();

        assertCodes(report, "missing", "deleted");
        assertThat(db().rows("select role_code, name from role_grant order by role_code"))
                .containsExactly("c|x", "d|x");
    }
}
