package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Ledger;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Retired rows of which the ledger has heard, without knowing what they were planted with. */
public interface BroughtBackContract extends OnDatabase {
    private void tiers() {
        db().sql("create table tier (code varchar(20) primary key, name varchar(20), price integer)");
    }

    private Ledger ledger() {
        return db().seeds("tables: {tier: {key: [code], rows: []}}").build().ledger();
    }

    private static String retired(String row) {
        return "tables: {tier: {key: [code], rows: [], retired: [" + row + "]}}";
    }

    private void retiredBeforeTheLedgerMetIt() {
        tiers();
        db().sql("insert into tier values ('a', 'A', 1)");
        ledger().enable();
        db().update(retired("{code: a, name: A, price: 1}"));
        assertThat(db().count("tier")).isZero();
    }

    @Test
    default void a_row_that_was_brought_back_with_less_than_it_was_planted_with_stays() {
        retiredBeforeTheLedgerMetIt();
        db().sql("insert into tier (code, name) values ('a', 'A')");

        Report report = db().update(retired("{code: a, name: A, price: 1}"));

        assertThat(report.changes()).extracting(RowChange::code).containsExactly("retired-kept");
        assertThat(db().rows("select code, name, price from tier")).containsExactly("a|A|∅");
    }

    @Test
    default void one_that_was_brought_back_with_values_is_not_set_aside_for_lack_of_knowledge() {
        retiredBeforeTheLedgerMetIt();
        db().sql("insert into tier values ('a', 'Mine', 7)");

        Report report = db().update(retired("{code: a, $set: {price: 0}}"));

        assertThat(report.changes()).extracting(RowChange::code).containsExactly("retired-kept");
        assertThat(db().rows("select code, name, price from tier")).containsExactly("a|Mine|7");
    }

    @Test
    default void nor_is_one_that_somebody_pinned_for_a_while() {
        tiers();
        db().sql("insert into tier values ('a', 'Mine', 7)");
        ledger().enable();
        for (String column : List.of("name", "price")) {
            ledger().pin("tier", Map.of("code", "a"), column);
            ledger().unpin("tier", Map.of("code", "a"), column);
        }

        Report report = db().update(retired("{code: a, $set: {price: 0}}"));

        assertThat(report.changes()).extracting(RowChange::code).containsExactly("retired-kept");
        assertThat(db().rows("select code, name, price from tier")).containsExactly("a|Mine|7");
    }
}
