package dev.seedbed.show;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.RowChange.ColumnChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports to render. */
final class Samples {
    private Samples() {}

    static Report report(Outcome outcome, List<TableCounts> tables, List<RowChange> changes) {
        return new Report(
                outcome,
                Mode.FILL,
                "production",
                "default",
                "PostgreSQL 18.6",
                new Report.Target("db1", "app", "public", "app_user"),
                true,
                tables,
                changes,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                Duration.ofMillis(41));
    }

    static TableCounts table(
            String seeder, String table, long inserted, long unchanged, long customised, long leftOut, long blocked) {
        return new TableCounts(
                seeder,
                table,
                inserted + unchanged + customised + leftOut + blocked,
                inserted,
                0,
                0,
                0,
                unchanged,
                customised,
                leftOut,
                blocked,
                null,
                null);
    }

    static TableCounts skipped(String seeder, String table, String why) {
        return new TableCounts(seeder, table, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, why);
    }

    static RowChange change(String table, String key, Action action, String code, String reason, int line) {
        return new RowChange(
                "tiers",
                table,
                Map.of("code", key),
                action,
                code,
                Map.of(),
                reason,
                new Location("seeds/tiers.yaml", line, 9));
    }

    static RowChange kept(String key, String code, String reason, int line, String... columns) {
        Map<String, ColumnChange> changes = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i += 3) {
            changes.put(columns[i], new ColumnChange(columns[i + 1], columns[i + 2]));
        }
        return new RowChange(
                "tiers",
                "subscription_tier",
                Map.of("code", key),
                Action.KEEP,
                code,
                changes,
                reason,
                new Location("seeds/tiers.yaml", line, 9));
    }

    /** A plan with something of everything. */
    static Report plan() {
        return report(
                Outcome.PLANNED,
                List.of(
                        table("permissions", "permission", 0, 40, 0, 0, 0),
                        table("tiers", "subscription_tier", 1, 1, 2, 0, 1),
                        table("tiers", "tier_permission", 0, 61, 0, 1, 0),
                        skipped("dev-account", "app_user", "its environments are development, test")),
                List.of(
                        change("subscription_tier", "enterprise", Action.INSERT, "missing", "not there", 14),
                        kept("starter", "default-changed", "mode fill changes no row", 12, "price", "9.00", "12"),
                        kept(
                                "team",
                                "customised",
                                "somebody decided otherwise",
                                13,
                                "price",
                                "39.00",
                                "49",
                                "name",
                                "",
                                null),
                        change(
                                "subscription_tier",
                                "pro",
                                Action.BLOCKED,
                                "unique-clash",
                                "another row holds the name \"Pro\"",
                                15),
                        change(
                                "tier_permission",
                                "pro",
                                Action.LEAVE_OUT,
                                "refers-to-blocked",
                                "the row it refers to is blocked",
                                20)));
    }

    static List<RowChange> inserts(int count) {
        List<RowChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(change("subscription_tier", "t" + i, Action.INSERT, "missing", "not there", i + 1));
        }
        return changes;
    }
}
