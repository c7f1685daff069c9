package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Action;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import org.junit.jupiter.api.Test;

/** What is there and waits for an update is kept by fill, said with its reason, and found by those that refer to it. */
public interface WaitingContract extends OnDatabase {
    private void tiers() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique, price integer)",
                        "create table tier_feature (tier_id integer not null references tier, name varchar(20) not null,"
                                + " primary key (tier_id, name))",
                        "insert into tier values (1, 'pro', 1)");
    }

    private static String renamed(String features) {
        return "tables:\n"
                + "  tier: {key: [code], rows: [{id: 1, code: team, price: 1, $formerly: [{code: pro}]}]}\n"
                + "  tier_feature: {rows: [" + features + "]}\n";
    }

    @Test
    default void a_row_under_its_former_key_is_kept_and_waits_for_its_rename() {
        tiers();

        Report report = db().seeds("tables: {tier: {key: [code], rows: "
                        + "[{id: 1, code: team, price: 1, $formerly: [{code: pro}]}]}}")
                .build()
                .fill();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.changes()).singleElement().satisfies(change -> {
            assertThat(change.action()).isEqualTo(Action.KEEP);
            assertThat(change.code()).isEqualTo("rename-waiting");
        });
        assertThat(db().rows("select code from tier")).containsExactly("pro");
    }

    @Test
    default void a_row_that_refers_to_one_waiting_for_its_rename_is_planted_once() {
        tiers();
        String seeds = renamed("{tier_id: {code: team}, name: api}");

        Report first = db().seeds(seeds).build().fill();
        Report second = db().seeds(seeds).build().fill();

        assertThat(first.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(second.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(db().rows("select name from tier_feature where tier_id = 1")).containsExactly("api");
    }

    @Test
    default void a_row_marked_as_deleted_is_left_out_even_where_it_is_to_be_restored() {
        db().sql(
                        "create table client (code varchar(20) primary key, name varchar(20), deleted_at varchar(30))",
                        "insert into client values ('a', 'A', '2026-01-01')");

        Report report = db().seeds("tables: {client: {key: [code], soft-delete: deleted_at, rows: "
                        + "[{code: a, name: A, $restore: true}, {code: b, name: B}]}}")
                .restore(true)
                .build()
                .fill();

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(report.changes())
                .anySatisfy(change -> assertThat(change.code()).isEqualTo("soft-deleted"));
        assertThat(db().rows("select code from client order by code")).containsExactly("a", "b");
    }

    @Test
    default void a_retired_row_is_kept_and_waits_for_its_update() {
        db().sql("create table flag (code varchar(20) primary key)", "insert into flag values ('old')");

        Report report = db().seeds("tables: {flag: {key: [code], rows: [{code: new}], retired: [{code: old}]}}")
                .build()
                .fill();

        assertThat(report.changes())
                .anySatisfy(change -> assertThat(change.code()).isEqualTo("retire-waiting"));
        assertThat(db().rows("select code from flag order by code")).containsExactly("new", "old");
    }
}
