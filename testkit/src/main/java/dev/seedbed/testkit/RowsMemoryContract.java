package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.RowEdit;
import dev.seedbed.rows.PageRequest;
import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.SetBy;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.TableValue;
import dev.seedbed.rows.Tables;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Looks at rows remember what they read in the ledger: as much as is true, and no longer than it is. */
public interface RowsMemoryContract extends OnDatabase {
    String REMEMBERED = """
            tables:
              tier:
                key: [code]
                rows:
                  - {code: free, name: Free, price: 0}
                  - {code: pro, name: Pro, price: 12}
            """;
    Map<String, String> PRO_TIER = Map.of("code", "pro");

    private Seedbed remembered() {
        db().sql("create table tier (code varchar(20) primary key, name varchar(40), price numeric(10,2))");
        Seedbed seedbed = db().seeds(REMEMBERED).actor("deploy").build();
        seedbed.ledger().enable();
        seedbed.update();
        return seedbed;
    }

    private static SetBy priceBy(Tables tables) {
        TableValue price = tables.row("tier", PRO_TIER).values().get("price");
        return Objects.requireNonNull(Objects.requireNonNull(price).setBy());
    }

    private static TableRow change(Tables tables, String actor, String price) {
        String seen = Objects.requireNonNull(tables.row("tier", PRO_TIER).version());
        return tables.by(actor, "agreed").change("tier", PRO_TIER, seen, Map.of("price", price));
    }

    /** As if people had given one row or other this price. */
    private void changes(int times) {
        db().sql("update tier set price = 15 where code = 'pro'");
        for (int done = 0; done < times; done += 50) {
            new Ledgers(db()).write(writer -> {
                for (int i = 0; i < 50; i++) {
                    Map<String, String> key = new HashMap<>();
                    key.put("code", i % 2 == 0 ? "pro" : "gone-" + i);
                    writer.edit(new RowEdit(
                            "tier",
                            "tier",
                            EntryKind.CHANGED,
                            key,
                            Map.of("price", "12.00"),
                            Map.of("price", "15.00"),
                            Set.of(),
                            Set.of()));
                    writer.finish();
                }
            });
        }
    }

    @Test
    default void a_look_reads_as_much_of_the_ledger_after_many_changes_as_after_few() throws Exception {
        remembered();
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            CountedStatements counted = new CountedStatements(connection);
            Tables tables =
                    db().joined(counted.connection(), REMEMBERED).build().tables();
            int[][] read = new int[2][];
            for (int i = 0; i < 2; i++) {
                changes(i == 0 ? 50 : 300);
                counted.forget();
                for (int look = 0; look < 3; look++) {
                    assertThat(priceBy(tables).actor()).isEqualTo("anna");
                }
                int taken = counted.rows();
                assertThat(taken).isGreaterThan(i == 0 ? 50 : 300);
                counted.forget();
                assertThat(tables.page("tier", PageRequest.first(100)).rows())
                        .extracting(TableRow::provenance)
                        .containsExactly(Provenance.DEFAULT, Provenance.CUSTOMISED);
                read[i] = new int[] {counted.executions(), counted.rows()};
                // Where one lock is for all, others could not write.
                connection.rollback();
            }

            assertThat(read[1]).isEqualTo(read[0]);
            assertThat(read[0][1]).isLessThan(50);
        }
    }

    @Test
    default void what_others_write_meanwhile_is_told_at_the_next_look() {
        Tables tables = remembered().tables();
        assertThat(priceBy(tables).actor()).isEqualTo("deploy");

        change(db().seeds(REMEMBERED).build().tables(), "anna", "15");
        assertThat(priceBy(tables).actor()).isEqualTo("anna");
        assertThat(tables.row("tier", PRO_TIER).provenance()).isEqualTo(Provenance.CUSTOMISED);

        db().seeds(REMEMBERED).build().ledger().pin("tier", PRO_TIER, "price");
        assertThat(tables.row("tier", PRO_TIER).values().get("price"))
                .extracting(TableValue::isPinned)
                .isEqualTo(true);

        change(tables, "berta", "16");
        change(db().seeds(REMEMBERED).build().tables(), "carl", "17");
        assertThat(priceBy(tables).actor()).isEqualTo("carl");
    }

    @Test
    default void a_change_that_was_rolled_back_is_not_remembered() throws Exception {
        remembered();
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            Tables tables = db().joined(connection, REMEMBERED).build().tables();
            assertThat(priceBy(tables).actor()).isEqualTo("deploy");

            assertThat(Objects.requireNonNull(
                                    change(tables, "anna", "15").values().get("price"))
                            .setBy())
                    .extracting(SetBy::actor)
                    .isEqualTo("anna");
            connection.rollback();
            assertThat(priceBy(tables).actor()).isEqualTo("deploy");

            change(tables, "anna", "15");
            connection.rollback();
            change(tables, "berta", "15");
            connection.commit();
            assertThat(priceBy(tables).actor()).isEqualTo("berta");
            connection.rollback();
        }
    }

    @Test
    default void a_ledger_that_begins_anew_is_read_anew() {
        Seedbed seedbed = remembered();
        change(seedbed.tables(), "anna", "15");
        assertThat(priceBy(seedbed.tables()).actor()).isEqualTo("anna");

        db().sql("drop table seedbed_ledger");
        assertThat(seedbed.tables().row("tier", PRO_TIER).values().values())
                .extracting(TableValue::setBy)
                .containsOnlyNulls();

        seedbed.ledger().enable();
        seedbed.update();
        assertThat(seedbed.tables().row("tier", PRO_TIER).values().get("price"))
                .extracting(TableValue::setBy)
                .isNull();
        change(seedbed.tables(), "berta", "16");
        assertThat(priceBy(seedbed.tables()).actor()).isEqualTo("berta");
    }

    @Test
    default void a_row_that_was_renamed_is_told_with_what_happened_under_its_former_name() {
        Seedbed seedbed = remembered();
        change(seedbed.tables(), "anna", "15");
        Seedbed renaming = db().seeds(REMEMBERED.replace("code: pro,", "code: gold, $formerly: [{code: pro}],"))
                .build();
        assertThat(renaming.tables().page("tier", PageRequest.first(9)).rows()).hasSize(2);
        renaming.update();

        TableRow gold = renaming.tables().row("tier", Map.of("code", "gold"));

        assertThat(gold.provenance()).isEqualTo(Provenance.CUSTOMISED);
        assertThat(Objects.requireNonNull(gold.values().get("price")).setBy())
                .extracting(SetBy::actor)
                .isEqualTo("anna");
        assertThat(List.of(Objects.requireNonNull(gold.values().get("name")).provenance()))
                .containsExactly(Provenance.DEFAULT);
    }
}
