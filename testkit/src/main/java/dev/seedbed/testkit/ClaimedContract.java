package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Report;
import org.junit.jupiter.api.Test;

/** Seeds that retire a row which a declared row is, or was: it is never taken out, whatever becomes of the declared one. */
public interface ClaimedContract extends OnDatabase {
    private void stored(String code, String... rows) {
        db().sql("create table tier (code " + code + " primary key, name varchar(20) unique)");
        for (String row : rows) {
            db().sql("insert into tier values (" + row + ")");
        }
    }

    private static String tiers(String rows, String retired) {
        return "tables: {tier: {key: [code], managed: [name], rows: [" + rows + "], retired: [" + retired + "]}}";
    }

    private Report allowingBlocked(String seeds) {
        Report report = db().seeds(seeds).allowBlocked(true).build().update();
        assertThat(report.errors()).isEmpty();
        return report;
    }

    @Test
    default void a_former_row_that_stands_beside_the_declared_one_stays() {
        stored("varchar(20)", "'a', 'A'", "'b', 'B'");

        Report report = allowingBlocked(tiers("{code: b, name: B, $formerly: [{code: a}]}", "{code: a, name: A}"));

        assertThat(report.blocked()).isEqualTo(1);
        assertThat(db().rows("select code from tier order by code")).containsExactly("a", "b");
    }

    @Test
    default void none_of_several_former_rows_goes() {
        stored("varchar(20)", "'a', 'A'", "'b', 'B'");

        allowingBlocked(tiers(
                "{code: c, name: C, $formerly: [{code: a}, {code: b}]}", "{code: a, name: A}, {code: b, name: B}"));

        assertThat(db().rows("select code from tier order by code")).containsExactly("a", "b");
    }

    @Test
    default void a_former_row_of_one_that_was_deleted_by_hand_stays() {
        stored("varchar(20)");
        db().seeds("tables: {tier: {key: [code], rows: []}}").build().ledger().enable();
        db().update(tiers("{code: a, name: A}, {code: b, name: B}", ""));
        db().sql("delete from tier where code = 'b'");

        Report report = db().update(tiers("{code: b, name: B, $formerly: [{code: a}]}", "{code: a, name: A}"));

        assertThat(report.tables().get(0).leftOut()).isEqualTo(1);
        assertThat(db().rows("select code from tier")).containsExactly("a");
    }

    @Test
    default void a_former_row_that_the_database_spells_otherwise_stays() {
        stored(db().caseFoldingType(), "'Pro', 'A'", "'own', 'B'");

        allowingBlocked(tiers("{code: team, name: B, $formerly: [{code: pro}]}", "{code: PRO, name: A}"));

        assertThat(db().rows("select code from tier order by name")).containsExactly("Pro", "own");
    }

    @Test
    default void a_declared_row_stays_that_is_retired_under_the_former_name_of_what_its_key_refers_to() {
        stored("varchar(20)", "'a', 'A'");
        db().sql(
                        "create table tier_grant (tier_code varchar(20) references tier on update cascade,"
                                + " feature varchar(20), primary key (tier_code, feature))",
                        "insert into tier_grant values ('a', 'f'), ('a', 'g')");

        db().update("""
                tables:
                  tier: {key: [code], rows: [{code: b, name: A, $formerly: [{code: a}]}]}
                  tier_grant:
                    rows: [{tier_code: {code: b}, feature: f}, {tier_code: b, feature: g}]
                    retired: [{tier_code: {code: a}, feature: f}, {tier_code: a, feature: g}]
                """);

        assertThat(db().rows("select tier_code, feature from tier_grant order by feature"))
                .containsExactly("b|f", "b|g");
    }
}
