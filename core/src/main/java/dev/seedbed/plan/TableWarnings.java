package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.seed.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What seeded tables lack: a constraint behind their key, or the certainty that rows arrive as declared. */
final class TableWarnings {
    private final Dialect dialect;
    private final List<Problem> problems = new ArrayList<>();

    private TableWarnings(Dialect dialect) {
        this.dialect = dialect;
    }

    static List<Problem> of(Dialect dialect, BoundTables tables) {
        TableWarnings warnings = new TableWarnings(dialect);
        for (BoundTable table : tables.all()) {
            warnings.key(table);
            warnings.maskedKey(table);
            warnings.triggers(table);
        }
        return warnings.problems;
    }

    private void key(BoundTable table) {
        List<Column> key = table.keyColumns();
        if (table.table().uniqueKeys().stream().anyMatch(unique -> isProtectedBy(unique, key))) {
            return;
        }
        List<String> nullable =
                key.stream().filter(Column::nullable).map(Column::label).toList();
        List<String> labels = key.stream().map(Column::label).toList();
        UniqueKey best = nearest(table, key);
        String add = dialect.uniqueConstraint(
                table.table().name(), key.stream().map(Column::name).toList(), !nullable.isEmpty());
        String named = "key " + labels + " of table \"" + table + "\"";
        if (best == null) {
            add(table, "Nothing in the database keeps the " + named + " unique.", "add a constraint: " + add);
        } else if (best.predicate() != null) {
            add(
                    table,
                    "The unique index \"" + best.name() + "\" over the " + named + " is partial.",
                    "add a constraint for all rows: " + add);
        } else if (best.columns().isEmpty()) {
            add(
                    table,
                    "The unique index \"" + best.name() + "\" over the " + named
                            + " is over expressions, not over the columns themselves.",
                    "add a constraint over the columns: " + add);
        } else if (best.deferrable()) {
            add(
                    table,
                    "The constraint \"" + best.name() + "\" over the " + named
                            + " is deferrable, so that clashes are found late.",
                    "make it immediate: drop constraint \"" + best.name() + "\", then " + add);
        } else {
            add(
                    table,
                    "The constraint \"" + best.name() + "\" over the " + named + " lets rows with NULL in " + nullable
                            + " stand twice.",
                    dialect.uniqueNullsEqual()
                            ? "add a constraint that does not: " + add
                            : "declare " + nullable + " NOT NULL, with a value of its own for \"none\"");
        }
    }

    private void maskedKey(BoundTable table) {
        for (int index : table.layout().key()) {
            if (table.layout().sensitive()[index]) {
                problems.add(sensitiveKey(
                        table.layout().columns().get(index).label(),
                        table.parts().get(0).seeds().at() + " (table " + table + ")"));
            }
        }
    }

    /** Said of a key column that is sensitive. */
    static Problem sensitiveKey(String column, String where) {
        return new Problem(
                "Key column \"" + column
                        + "\" is sensitive: reports cannot say which row is meant, and references to the"
                        + " row show it.",
                where,
                "name another key; ledger, pins and former.jsonl leave out rows with a sensitive one");
    }

    private static boolean isProtectedBy(UniqueKey unique, List<Column> key) {
        List<Column> covered = key.stream()
                .filter(column -> unique.columns().contains(column.name()))
                .toList();
        boolean same = covered.size() == key.size();
        return unique.plain()
                && !unique.deferrable()
                && covered.size() == unique.columns().size()
                && (covered.stream().noneMatch(Column::nullable) || (same && unique.nullsEqual()));
    }

    /** The unique key that comes nearest to protecting the key; plain ones first. */
    private static @Nullable UniqueKey nearest(BoundTable table, List<Column> key) {
        HashSet<String> names = new HashSet<>();
        key.forEach(column -> names.add(column.name()));
        UniqueKey best = null;
        for (UniqueKey unique : table.table().uniqueKeys()) {
            boolean over = unique.columns().isEmpty()
                    ? unique.expressions().size() == names.size()
                            && names.stream().allMatch(name -> mentions(unique.expressions(), name))
                    : names.equals(new HashSet<>(unique.columns()));
            if (over && (best == null || (unique.plain() && !best.plain()))) {
                best = unique;
            }
        }
        return best;
    }

    private static boolean mentions(List<String> expressions, String column) {
        Pattern word = Pattern.compile("(?<!\\w)" + Pattern.quote(column) + "(?!\\w)");
        return expressions.stream().anyMatch(sql -> word.matcher(sql).find());
    }

    private void triggers(BoundTable table) {
        List<String> triggers = table.table().insertTriggers();
        if (!triggers.isEmpty()) {
            add(
                    table,
                    "Table \"" + table + "\" has triggers that fire on insert: " + String.join(", ", triggers) + ".",
                    "make sure that they keep declared values: one that they change is found to differ by the next run");
        }
    }

    private void add(BoundTable table, String message, String mend) {
        problems.add(new Problem(message, table.parts().get(0).seeds().at() + " (table " + table + ")", mend));
    }
}
