package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seedbed.Seedbed;
import dev.seedbed.rows.RowException;
import dev.seedbed.rows.RowException.Referring;
import dev.seedbed.rows.Tables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whoever thinks of deleting a row is told beforehand which rows refer to it, as it would be refused. */
public interface ReferringRowsContract extends OnDatabase {
    Map<String, String> PLAN = Map.of("code", "pro");

    private Seedbed referredTo() {
        db().sql(
                        "create table plan (id integer primary key, code varchar(20) not null unique, parent integer"
                                + " references plan (id))",
                        "create table plan_grant (plan_id integer not null references plan (id), name varchar(20) not"
                                + " null, primary key (plan_id, name))",
                        "create table note (id integer primary key, of_plan integer references plan (id), instead varchar(20)"
                                + " references plan (code) on delete cascade)");
        Seedbed seedbed = db().seeds("""
                tables:
                  plan: {key: [code], rows: [{id: 1, code: free}, {id: 2, code: pro, parent: {code: pro}}]}
                  plan_grant: {rows: [{plan_id: {code: pro}, name: read}]}
                """).build();
        seedbed.ledger().enable();
        seedbed.update();
        return seedbed;
    }

    private static RowException refused(Tables tables) {
        String version = Objects.requireNonNull(tables.row("plan", PLAN).version());
        return catchThrowableOfType(
                RowException.class, () -> tables.by("anna", null).delete("plan", PLAN, version));
    }

    @Test
    default void rows_that_refer_to_one_are_counted_by_foreign_key_as_far_as_is_worth_while() {
        Tables tables = referredTo().tables();
        StringBuilder many = new StringBuilder("insert into note (id, of_plan) values (0, 2)");
        for (int i = 1; i <= Referring.MOST; i++) {
            many.append(", (").append(i).append(", 2)");
        }
        db().sql(many.toString());
        db().sql("insert into note values (2000, null, 'pro'), (2001, 2, 'pro'), (2002, 1, 'free')");

        List<Referring> referring = tables.referring("plan", PLAN);
        // Of a table without seeds columns are called as the database does.
        String ofPlan = db().spelled("of_plan");
        String instead = db().spelled("instead");

        assertThat(referring)
                .containsExactlyInAnyOrder(
                        new Referring("plan_grant", List.of("plan_id"), Map.of("plan_id", "2"), 1, false),
                        new Referring("note", List.of(ofPlan), Map.of(ofPlan, "2"), 1_000, true),
                        new Referring("note", List.of(instead), Map.of(instead, "pro"), 2, false));
        RowException refused = refused(tables);
        assertThat(refused.why()).isEqualTo(RowException.Why.REFERRED_TO);
        assertThat(refused.referring()).isEqualTo(referring);
        assertThat(refused)
                .hasMessageContaining("1 row of table plan_grant")
                .hasMessageContaining("ore than 1,000 rows of table note (" + ofPlan + ")")
                .hasMessageContaining("2 rows of table note (" + instead + ")")
                .hasMessageContaining(" refer to the row code=pro.");
    }

    @Test
    default void one_row_is_one_and_a_row_that_refers_to_itself_does_not_stand_in_its_own_way() {
        Tables tables = referredTo().tables();

        assertThat(refused(tables)).hasMessage("""
            1 row of table plan_grant refers to the row code=pro.
              where: table plan
              mend:  change or delete these first\
            """);
        db().sql("insert into plan (id, code, parent) values (3, 'child', 2)", "delete from plan_grant");
        assertThat(tables.referring("plan", PLAN))
                .containsExactly(new Referring("plan", List.of("parent"), Map.of("parent", "2"), 1, false));
        db().sql("delete from plan where code = 'child'");
        assertThat(tables.referring("plan", PLAN)).isEmpty();
        assertThat(refused(tables)).isNull();
        assertThat(tables.referring("plan", PLAN)).isEmpty();
        assertThat(catchThrowableOfType(RowException.class, () -> tables.referring("plan", Map.of("code", "x")))
                        .why())
                .isEqualTo(RowException.Why.NO_ROW);
    }
}
