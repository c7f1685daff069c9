package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one release declares. */
record Release(Map<Table, Part> parts) {
    /**
     * What it declares for one table.
     *
     * @param touches the text that {@code on-update} writes into {@code tier.touched}; empty for none
     */
    record Part(
            Set<String> managed,
            Set<String> insertOnly,
            boolean hold,
            String touches,
            List<Declared> rows,
            List<Declared> retired) {
        Part {
            managed = Set.copyOf(managed);
            insertOnly = Set.copyOf(insertOnly);
            rows = List.copyOf(rows);
            retired = List.copyOf(retired);
        }

        Part withRows(List<Declared> all) {
            return new Part(managed, insertOnly, hold, touches, all, retired);
        }

        Part withRetired(List<Declared> all) {
            return new Part(managed, insertOnly, hold, touches, rows, all);
        }
    }

    Part part(Table table) {
        return parts.get(table);
    }

    Release with(Table table, Part part) {
        Map<Table, Part> copy = new LinkedHashMap<>(parts);
        copy.put(table, part);
        return new Release(copy);
    }

    /** The tier that it declares under this code. */
    @Nullable
    Declared tier(@Nullable String code) {
        for (Declared row : part(Table.TIER).rows()) {
            if (row.values().get("code").equals(code)) {
                return row;
            }
        }
        return null;
    }

    /** The same without one row, and without those that cannot do without it; what may be empty is emptied. */
    Release without(Table table, Declared gone) {
        List<Declared> rows = new ArrayList<>(part(table).rows());
        rows.remove(gone);
        Release next = with(table, part(table).withRows(rows));
        return table == Table.TIER ? next.whole() : next;
    }

    /** References that mean no declared tier, or go round, are emptied; rows and retired rows that need one are dropped. */
    Release whole() {
        Release next = this;
        for (Table table : Table.ALL) {
            List<Declared> rows = new ArrayList<>();
            for (Declared row : part(table).rows()) {
                Declared mended = row;
                boolean lost = false;
                for (Column column : table.references().toList()) {
                    String code = row.values().get(column.name());
                    if (code != null && (tier(code) == null || (table == Table.TIER && roundTrip(code, row)))) {
                        lost |= column.required();
                        mended = mended.with(column.name(), null);
                    }
                }
                if (!lost) {
                    rows.add(mended);
                }
            }
            List<Declared> retired = part(table).retired().stream()
                    .filter(row -> table != Table.GRANT || tier(row.values().get("tier_id")) != null)
                    .toList();
            next = next.with(table, part(table).withRows(rows).withRetired(retired));
        }
        return next;
    }

    private boolean roundTrip(String code, Declared from) {
        String at = code;
        for (int i = 0; i < 10 && at != null; i++) {
            Declared tier = tier(at);
            if (tier == null) {
                return false;
            }
            if (tier.key(Table.TIER).equals(from.key(Table.TIER))) {
                return true;
            }
            at = tier.values().get("parent_id");
        }
        return at != null;
    }
}
