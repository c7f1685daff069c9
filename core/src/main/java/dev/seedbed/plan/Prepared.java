package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What seeds and catalogue decide about a plan, whatever rows the database has. */
record Prepared(
        List<SeedUnit> units,
        Settings settings,
        Elsewhere elsewhere,
        Catalogue catalogue,
        BoundTables tables,
        RowBinder binder,
        Map<BoundTable, DeclaredRows> declared,
        Map<BoundTable, int[]> partStarts,
        Set<BoundTable> unread,
        List<List<BoundTable>> groups) {
    /** The very same objects: seeds that were parsed anew may hold other rows behind equal declarations. */
    @SuppressWarnings("ReferenceEquality")
    boolean isFor(List<SeedUnit> planted, Settings wanted, Elsewhere said) {
        // First by itself, since the equals that a record comes with is made anew at each start of the JVM.
        return (settings == wanted || settings.equals(wanted))
                && areSame(units, planted)
                && (elsewhere == said || elsewhere.equals(said));
    }

    @SuppressWarnings("ReferenceEquality")
    static boolean areSame(List<SeedUnit> some, List<SeedUnit> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = some.get(i) == others.get(i);
        }
        return same;
    }

    /** True where nothing is asked of the database but the rows of the tables. */
    boolean isPlain() {
        for (SeedUnit unit : units) {
            boolean plain = unit.sql().isEmpty();
            for (SeedTable table : unit.tables()) {
                plain &= table.retired().isEmpty();
            }
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    int rows() {
        int rows = 0;
        for (DeclaredRows each : declared.values()) {
            rows += each.size();
        }
        return rows;
    }
}
