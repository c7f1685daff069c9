package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Table;
import dev.seedbed.seed.Group;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why a reference names no row: another part of the seeds declares it, or its name is nearly that of a declared one. All
 * of it is looked up only once a reference is wrong.
 */
final class Unresolved {
    private static final int MOST_ROWS = 100_000;
    private static final int MOST_NAMES = 1_000;

    private final Map<BoundTable, PlannedTable> planned;
    private final BoundTables tables;
    private final Supplier<List<LeftOut>> leftOut;
    private final Map<RefShape, Map<List<@Nullable String>, LeftOut>> elsewhere = new HashMap<>();
    private final Map<RefShape, Set<String>> names = new HashMap<>();

    /** Why a run leaves a table out. */
    enum Why {
        /** It was told to deal with other seeders. */
        OTHER_SEEDERS,
        /** It was told to deal with other tables. */
        OTHER_TABLES,
        /** Its mode or environment has nothing to do with the seeder. */
        NOT_HERE
    }

    /** A table that the run leaves out. */
    record LeftOut(SeedUnit unit, SeedTable table, Why why) {
        boolean chosen() {
            return why == Why.NOT_HERE;
        }

        /** What would have the run deal with it. */
        String mend() {
            if (why != Why.NOT_HERE) {
                String seeder = "seeder \"" + unit.name() + "\"";
                return why == Why.OTHER_SEEDERS
                        ? "choose " + seeder + " too: --seeder " + unit.name()
                        : "choose table \"" + table.table() + "\" of " + seeder + " too: --table " + table.table();
            }
            return unit.group() == Group.UPDATE
                    ? "refer to a row of a core seeder: those of group \"update\" are planted by an update alone"
                    : "refer to a row that is planted wherever this one is; seeder \"" + unit.name()
                            + "\" is planted in "
                            + String.join(
                                    ", ", unit.plantedIn().stream().sorted().toList());
        }
    }

    Unresolved(BoundTables tables, Map<BoundTable, PlannedTable> planned, Supplier<List<LeftOut>> leftOut) {
        this.tables = tables;
        this.planned = planned;
        this.leftOut = leftOut;
    }

    /** @param masked whether the name stands in a sensitive column: neither it nor what it resembles is told then */
    Problem problem(RefShape shape, List<@Nullable String> leaves, String column, boolean masked, String where) {
        String name = masked ? "***" : ReferenceCheck.describe(shape, leaves);
        String reference = "Reference \"" + name + "\" in column \"" + column + "\"";
        String target = " of table \"" + shape.target().name() + "\"";
        LeftOut declared = elsewhere.computeIfAbsent(shape, this::elsewhere).get(compared(shape, leaves));
        if (declared != null) {
            return new Problem(
                    reference + " names a row" + target + " that is not there yet: seeder \""
                            + declared.unit().name() + "\" declares it, and this run leaves it out.",
                    where,
                    (declared.chosen() ? "" : "plant it first, or ") + declared.mend());
        }
        String nearest = !masked && leaves.size() == 1 && leaves.get(0) != null
                ? Catalogue.nearest(leaves.get(0), names.computeIfAbsent(shape, this::names))
                : null;
        return new Problem(
                reference + " names no row" + target + ".",
                where,
                nearest == null
                        ? "correct the name, or declare the row that it means"
                        : "did you mean \"" + nearest + "\"? Otherwise declare the row that it means");
    }

    private static List<@Nullable String> compared(RefShape shape, List<@Nullable String> leaves) {
        List<@Nullable String> compared = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            String leaf = leaves.get(i);
            compared.add(
                    leaf == null ? null : ComparedText.of(shape.leaves().get(i).type(), leaf));
        }
        return compared;
    }

    /** The rows of the target that the run leaves out, by the values that references of this shape give. */
    private Map<List<@Nullable String>, LeftOut> elsewhere(RefShape shape) {
        Map<List<@Nullable String>, LeftOut> rows = new HashMap<>();
        if (shape.lookups().stream().anyMatch(lookup -> lookup.nested() != null)) {
            return rows;
        }
        for (LeftOut each : leftOut.get()) {
            if (!means(each.table().table(), shape.target())) {
                continue;
            }
            try (SeedRows.Cursor cursor = each.table().rows().open()) {
                for (SeedRow row = cursor.next(); row != null && rows.size() < MOST_ROWS; row = cursor.next()) {
                    List<@Nullable String> texts = new ArrayList<>();
                    for (RefShape.Lookup lookup : shape.lookups()) {
                        texts.add(text(shape.target(), row, lookup.column()));
                    }
                    rows.putIfAbsent(texts, each);
                }
            } catch (SeedException e) {
                // A seeder that is left out may be wrong in itself.
            }
        }
        return rows;
    }

    private boolean means(String written, Table target) {
        return means(tables.catalogue(), written, target);
    }

    /** True where a name that seeds write means the table, or may mean it, since nothing of that name is known. */
    static boolean means(Catalogue catalogue, String written, Table target) {
        Table table = catalogue.table(written);
        return table == null
                ? written.substring(written.lastIndexOf('.') + 1)
                        .equalsIgnoreCase(target.name().name())
                : table.name().equals(target.name());
    }

    private static @Nullable String text(Table target, SeedRow row, Column wanted) {
        for (int i = 0; i < row.columns().size(); i++) {
            Column column = target.column(row.columns().get(i));
            if (column != null
                    && column.name().equals(wanted.name())
                    && row.values().get(i) instanceof SeedValue.Text text) {
                return ComparedText.of(column.type(), text.text());
            }
        }
        return null;
    }

    /** What the declared rows of the target have where a reference of one text looks. */
    private Set<String> names(RefShape shape) {
        Set<String> found = new LinkedHashSet<>();
        BoundTable target = tables.bound(shape.target());
        PlannedTable rows = target == null ? null : planned.get(target);
        Column column = shape.lookups().get(0).column();
        int index = target == null ? -1 : target.layout().index(column);
        if (rows == null
                || index < 0
                || column.type().kind() != ColumnType.Kind.TEXT
                || rows.table().layout().sensitive()[index]) {
            return found;
        }
        try (BoundTable.Cursor cursor = rows.open()) {
            for (BoundRow row = cursor.next(); row != null && found.size() < MOST_NAMES; row = cursor.next()) {
                if (row.cells()[index] instanceof Cell.Text text) {
                    found.add(text.text());
                }
            }
        }
        return found;
    }
}
