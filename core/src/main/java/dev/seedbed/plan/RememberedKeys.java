package dev.seedbed.plan;

import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys under which a ledger may know a row: its own, its former ones, and each with the former names in it. */
final class RememberedKeys {
    /** Most keys of one row: names of several references can be put together in many ways. */
    private static final int MOST = 64;

    private final Planning planning;
    private final BoundTable table;
    private final FormerReferences references;
    private final NamedRows named;
    private final Set<BoundTable> above;
    private @Nullable PlainReferences plain;

    RememberedKeys(Planning planning, BoundTable table) {
        this(planning, table, Set.of());
    }

    /** @param above tables for whose rows those of this one are asked for, so that no circle is followed */
    RememberedKeys(Planning planning, BoundTable table, Set<BoundTable> above) {
        this.planning = planning;
        this.above = above;
        this.table = table;
        this.references = new FormerReferences(planning);
        this.named = new NamedRows(planning.binder());
    }

    /** False where every row surely has one key alone. */
    boolean mayDiffer() {
        return haveFormerKeys(table)
                || !plain().isEmpty()
                || Arrays.stream(table.layout().key())
                        .mapToObj(table::forms)
                        .flatMap(List::stream)
                        .anyMatch(shape -> shape != null
                                && haveFormerKeys(planning.tables().bound(shape.target())));
    }

    private boolean haveFormerKeys(@Nullable BoundTable other) {
        PlannedTable planned = other == null ? null : planning.planned().get(other);
        return other != null && other.namesFormerKeys()
                || planned != null && !planned.elsewhere().isEmpty();
    }

    private PlainReferences plain() {
        PlainReferences known = plain;
        if (known == null) {
            known = PlainReferences.toRenamed(planning, table, above);
            plain = known;
        }
        return known;
    }

    Set<String> of(BoundRow row) {
        return named(row).keySet();
    }

    /** Those without the former ones of the row itself. */
    Set<String> ofItself(BoundRow row) {
        Set<String> keys = new LinkedHashSet<>();
        underAllNames(row).forEach(under -> keys.add(LedgerView.key(table.naturalKey(under))));
        return keys;
    }

    /** False where the rows of the table have one key each. */
    boolean mayBeSeveral() {
        // Rows that are retired may refer in ways in which no declared one does.
        boolean several = table.namesFormerKeys()
                || table.parts().stream()
                        .anyMatch(part -> !part.seeds().retired().isEmpty())
                || !plain().isEmpty();
        for (int index : table.layout().key()) {
            for (RefShape shape : table.forms(index)) {
                several |= shape != null && references.knowsFormers(shape);
            }
        }
        return several;
    }

    /** False where a row has one key. */
    boolean areSeveral(BoundRow row) {
        boolean several = !row.seed().directives().formerly().isEmpty() || !plain().isEmpty();
        for (int index : table.layout().key()) {
            several |= row.cells()[index] instanceof Cell.Reference reference
                    && references.knowsFormers(reference.shape());
        }
        return several;
    }

    /** The same with the rows that have them. */
    Map<String, BoundRow> named(BoundRow row) {
        Map<String, BoundRow> keys = new LinkedHashMap<>();
        for (BoundRow each : formerly(row)) {
            for (BoundRow under : underAllNames(each)) {
                keys.putIfAbsent(LedgerView.key(table.naturalKey(under)), under);
            }
        }
        return keys;
    }

    private List<BoundRow> formerly(BoundRow row) {
        if (row.seed().directives().formerly().isEmpty()) {
            return List.of(row);
        }
        List<BoundRow> rows = new ArrayList<>();
        rows.add(row);
        for (Map<String, SeedValue> formerly : row.seed().directives().formerly()) {
            BoundRow under = planning.binder().problems().untold(() -> named.former(table, row, formerly));
            if (under != null) {
                rows.add(under);
            }
        }
        return rows;
    }

    private List<BoundRow> underAllNames(BoundRow row) {
        List<BoundRow> rows = plain().underAllNames(row, MOST);
        for (int index : table.layout().key()) {
            if (!(row.cells()[index] instanceof Cell.Reference reference)) {
                continue;
            }
            List<Cell.Reference> formers = references.formers(reference);
            for (BoundRow known : List.copyOf(rows)) {
                for (Cell.Reference former : formers) {
                    if (rows.size() < MOST) {
                        @Nullable Cell[] cells = known.cells().clone();
                        cells[index] = former;
                        rows.add(NamedRows.withKey(table, known, cells));
                    }
                }
            }
        }
        return rows;
    }
}
