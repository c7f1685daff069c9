package dev.seedbed.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Former keys of rows which other rows have now: what a ledger knows under such a key is about those others, and tells
 * neither what the first were planted with nor that they were ever there.
 */
final class TakenKeys {
    static final TakenKeys NONE = new TakenKeys(Map.of());

    /** By the key of a row, the keys under which it is not known; as {@link LedgerView#key} has them. */
    private final Map<String, Set<String>> taken;

    private TakenKeys(Map<String, Set<String>> taken) {
        this.taken = taken;
    }

    /** A key under which a row might be known. */
    private record Asked(Set<String> rows, BoundRow located, String key, BoundRow under) {}

    /**
     * Finds them.
     *
     * @param known true for keys under which the ledger knows something
     */
    static TakenKeys of(Planning planning, PlannedTable table, RememberedKeys keys, Predicate<String> known)
            throws SQLException {
        if (!keys.mayBeSeveral()) {
            return NONE;
        }
        List<Asked> asked = new ArrayList<>();
        try (BoundTable.Cursor rows = table.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (keys.areSeveral(row)) {
                    ask(row, table.located(row), keys, known, asked);
                }
            }
        }
        for (BoundRow row : table.namedRetired()) {
            if (keys.areSeveral(row)) {
                ask(row, row, keys, known, asked);
            }
        }
        return asked.isEmpty() ? NONE : new TakenKeys(read(planning, table.table(), asked));
    }

    private static void ask(
            BoundRow row, BoundRow located, RememberedKeys keys, Predicate<String> known, List<Asked> asked) {
        Map<String, BoundRow> named = keys.named(located);
        String there = named.keySet().iterator().next();
        Set<String> own = new HashSet<>();
        own.add(there);
        if (located.cells() != row.cells()) {
            Map<String, BoundRow> declared = keys.named(row);
            own.add(declared.keySet().iterator().next());
            declared.forEach(named::putIfAbsent);
        }
        named.forEach((key, under) -> {
            if (!key.equals(there) && known.test(key)) {
                asked.add(new Asked(own, located, key, under));
            }
        });
    }

    private static Map<String, Set<String>> read(Planning planning, BoundTable table, List<Asked> asked)
            throws SQLException {
        List<BoundRow> rows = new ArrayList<>();
        asked.forEach(each -> rows.add(each.under().numbered(rows.size())));
        asked.forEach(each -> rows.add(each.located().numbered(rows.size())));
        for (BoundRow row : rows) {
            for (int index : table.layout().key()) {
                table.form(index, row.cells()[index] instanceof Cell.Reference reference ? reference.shape() : null);
            }
        }
        LiveQuery query = new LiveQuery(planning.dialect(), table);
        List<Set<String>> live = new ArrayList<>();
        rows.forEach(row -> live.add(new HashSet<>()));
        new KeyedRead(
                        planning.connection(),
                        planning.dialect(),
                        table,
                        query,
                        query.outputs(),
                        (row, found) -> live.get(row.ordinal()).add(query.keyText(row, found, 2)))
                .all(rows);
        Map<String, Set<String>> taken = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            Asked each = asked.get(i);
            // Two texts may be one key to the database, and so one row.
            if (!live.get(asked.size() + i).containsAll(live.get(i))) {
                each.rows()
                        .forEach(row ->
                                taken.computeIfAbsent(row, r -> new HashSet<>()).add(each.key()));
            }
        }
        return taken;
    }

    /** True where a row, told by its key, is not known under another key, since another row has that. */
    boolean isTaken(String row, String key) {
        return taken.getOrDefault(row, Set.of()).contains(key);
    }
}
