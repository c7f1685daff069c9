package dev.seedbed.plan;

import dev.seedbed.seed.SeedValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Live rows that declared ones are, or were, whatever key they have: those that are there under another key, and those with
 * a key that a declared row names under {@code $formerly}. What the seeds name as retired besides is not taken out, also
 * where the row cannot take its new key.
 */
final class ClaimedRows {
    private final Planning planning;
    private final PlannedTable table;

    ClaimedRows(Planning planning, PlannedTable table) {
        this.planning = planning;
        this.table = table;
    }

    /**
     * Takes claimed rows out of some.
     *
     * @param there positions in the list
     */
    void leaveOut(BitSet there, List<BoundRow> rows) throws SQLException {
        List<BoundRow> claimed = there.isEmpty() ? List.of() : claimed();
        if (claimed.isEmpty()) {
            return;
        }
        LiveKeys keys = new LiveKeys(planning, table);
        Set<String> claimedKeys = new HashSet<>(keys.of(claimed));
        List<BoundRow> found = there.stream().mapToObj(rows::get).toList();
        List<String> foundKeys = keys.of(found);
        for (int i = 0; i < foundKeys.size(); i++) {
            if (claimedKeys.contains(foundKeys.get(i))) {
                there.clear(rows.indexOf(found.get(i)));
            }
        }
    }

    private List<BoundRow> claimed() {
        List<BoundRow> claimed = new ArrayList<>();
        table.elsewhere().all().forEach(row -> claimed.add(row.under()));
        if (table.table().streamed()) {
            return claimed;
        }
        NamedRows named = new NamedRows(planning.binder());
        FormerReferences names = new FormerReferences(planning);
        try (BoundTable.Cursor rows = table.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                for (Map<String, SeedValue> formerly : row.seed().directives().formerly()) {
                    BoundRow declared = row;
                    BoundRow former =
                            planning.binder().problems().untold(() -> named.former(table.table(), declared, formerly));
                    if (former != null) {
                        claimed.add(former);
                        claimed.add(names.underFormerNames(table.table(), former));
                    }
                }
            }
        }
        return claimed;
    }
}
