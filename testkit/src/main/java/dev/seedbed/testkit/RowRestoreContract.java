package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.ledger.TrailRow;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.Tables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is written down where people bring defaults back. */
public interface RowRestoreContract extends OnDatabase {
    Map<String, String> RESTORABLE = Map.of("code", "pro");

    private Seedbed restorable(String name, String price, String level) {
        return db().seeds("tables: {tier: {key: [code], rows: [{code: pro, name: " + name + ", price: " + price
                        + ", level: " + level + "}]}}")
                .build();
    }

    private Seedbed plantedTier() {
        db().sql("create table tier (code varchar(20) not null primary key, name varchar(20), price numeric(10,2),"
                + " level integer)");
        Seedbed seedbed = restorable("Pro", "49", "1");
        seedbed.ledger().enable();
        seedbed.update();
        return seedbed;
    }

    private static String versionOf(Seedbed seedbed) {
        return Objects.requireNonNull(seedbed.tables().row("tier", RESTORABLE).version());
    }

    private static void give(Seedbed seedbed, String column, String text) {
        seedbed.tables().by("anna", null).change("tier", RESTORABLE, versionOf(seedbed), Map.of(column, text));
    }

    private static TableRow restore(Seedbed seedbed) {
        return seedbed.tables().by("anna", null).restore("tier", RESTORABLE, versionOf(seedbed), null);
    }

    private static List<TrailEntry> entries(Seedbed seedbed) {
        Tables tables = seedbed.tables();
        return tables.trail(TrailFilter.latest(100).of("tier", RESTORABLE));
    }

    private static TrailRow latest(Seedbed seedbed) {
        List<TrailRow> rows = entries(seedbed).get(0).rows();
        return rows.get(rows.size() - 1);
    }

    @Test
    default void of_a_restored_row_only_what_changes_is_written_down() {
        Seedbed seedbed = plantedTier();
        give(seedbed, "level", "7");

        restore(seedbed);

        assertThat(latest(seedbed).kind()).isEqualTo(EntryKind.RESTORED);
        assertThat(latest(seedbed).before()).isEqualTo(Map.of("level", "7"));
        assertThat(latest(seedbed).after()).isEqualTo(Map.of("level", "1"));
    }

    @Test
    default void a_default_that_was_a_decision_counts_as_planted_once_its_row_is_restored() {
        Seedbed seedbed = plantedTier();
        give(seedbed, "price", "50");
        give(seedbed, "price", "49");
        give(seedbed, "level", "7");

        restore(seedbed);

        TrailRow restored = latest(seedbed);
        assertThat(restored.before()).containsOnlyKeys("price", "level");
        assertThat(restored.after()).containsOnlyKeys("price", "level").containsEntry("level", "1");
        assertThat(restored.after().get("price")).isEqualTo(restored.before().get("price"));
        restorable("Professional", "60", "2").update();
        assertThat(db().rows("select name from tier")).containsExactly("Professional");
        assertThat(db().rows("select level from tier")).containsExactly("2");
        assertThat(db().rows("select price from tier").get(0)).startsWith("60");
    }

    @Test
    default void a_row_that_the_ledger_has_not_met_follows_its_defaults_once_it_is_restored() {
        db().sql("create table tier (code varchar(20) not null primary key, name varchar(20), price numeric(10,2),"
                + " level integer)");
        db().sql("insert into tier values ('pro', 'Mine', 49, 1)");
        Seedbed seedbed = restorable("Pro", "49", "1");
        seedbed.ledger().enable();

        restore(seedbed);

        assertThat(latest(seedbed).before()).isEqualTo(Map.of("name", "Mine"));
        assertThat(latest(seedbed).after()).isEqualTo(Map.of("name", "Pro"));
        restorable("Professional", "60", "2").update();
        assertThat(db().rows("select name from tier")).containsExactly("Professional");
        assertThat(db().rows("select level from tier")).containsExactly("2");
        assertThat(db().rows("select price from tier").get(0)).startsWith("60");
    }

    @Test
    default void a_row_with_all_its_defaults_that_the_ledger_has_not_met_follows_them_once_it_is_restored() {
        db().sql("create table tier (code varchar(20) not null primary key, name varchar(20), price numeric(10,2),"
                + " level integer)");
        db().sql("insert into tier values ('pro', 'Pro', 49, 1)");
        Seedbed seedbed = restorable("Pro", "49", "1");
        seedbed.ledger().enable();

        restore(seedbed);

        assertThat(latest(seedbed).kind()).isEqualTo(EntryKind.ADOPTED);
        restorable("Professional", "60", "2").update();
        assertThat(db().rows("select name from tier")).containsExactly("Professional");
        assertThat(db().rows("select price from tier").get(0)).startsWith("60");
    }

    @Test
    default void to_restore_a_row_that_a_release_has_changed_writes_nothing() {
        plantedTier();
        Seedbed seedbed = restorable("Pro", "60", "2");
        seedbed.update();
        Map<String, List<String>> before = db().contents();

        restore(seedbed);

        assertThat(db().contents()).isEqualTo(before);
    }

    @Test
    default void to_restore_a_row_that_is_as_it_was_planted_writes_nothing() {
        Seedbed seedbed = plantedTier();
        Map<String, List<String>> before = db().contents();
        String version = versionOf(seedbed);

        TableRow row = restore(seedbed);

        assertThat(row.version()).isEqualTo(version);
        assertThat(db().contents()).isEqualTo(before);
    }

    @Test
    default void a_value_is_told_one_way_whoever_wrote_it() {
        Seedbed seedbed = plantedTier();
        give(seedbed, "price", "50");

        List<TrailEntry> entries = entries(seedbed);

        assertThat(entries).hasSize(2);
        assertThat(entries.get(1).rows().get(0).after().get("price"))
                .isEqualTo(entries.get(0).rows().get(0).before().get("price"));
    }
}
