package dev.seedbed.show;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.RowChange.ColumnChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows, grouped by table, each with its sign, its key, what differs, the reason and the place of its declaration.
 *
 * @param insertsPerTable most inserts of a table that are listed
 */
record RowsText(Paint paint, int insertsPerTable) {
    private static final int WIDTH = 78;
    private static final int WIDEST_KEY = 44;
    private static final String DIFFERS =
            "customised: differs from the seeds, and no former default that they know of is here; stays as it is";

    /**
     * The rows.
     *
     * @param inserts how many inserts each table has, since the report may not list them all
     */
    String of(List<RowChange> changes, Map<String, Long> inserts) {
        Map<String, List<RowChange>> tables = changes.stream()
                .collect(Collectors.groupingBy(RowChange::table, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        tables.forEach((table, rows) -> table(text, table, rows, inserts.getOrDefault(table, 0L)));
        inserts.forEach((table, count) -> {
            if (count > 0 && !tables.containsKey(table)) {
                text.append('\n').append(paint.bold(Words.plain(table))).append('\n');
                text.append(paint.dim("  … " + Words.number(count) + " to insert\n"));
            }
        });
        List<String> reasons = changes.stream()
                .filter(RowsText::simplyMissing)
                .map(RowChange::reason)
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .toList();
        if (!reasons.isEmpty()) {
            text.append('\n');
        }
        reasons.forEach(reason -> text.append("  ")
                .append(paint.green("+"))
                .append(paint.dim(" missing: " + Words.plain(reason)))
                .append('\n'));
        if (changes.stream().anyMatch(RowsText::differs)) {
            List<String> lines = Words.wrapped(DIFFERS, WIDTH - 4);
            text.append(reasons.isEmpty() ? "\n  " : "  ").append(paint.cyan("="));
            for (int i = 0; i < lines.size(); i++) {
                text.append(i == 0 ? " " : "    ")
                        .append(paint.dim(lines.get(i)))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private void table(StringBuilder text, String table, List<RowChange> rows, long inserts) {
        List<RowChange> missing = rows.stream()
                .filter(RowsText::simplyMissing)
                .limit(insertsPerTable)
                .toList();
        List<RowChange> others =
                rows.stream().filter(row -> !simplyMissing(row)).toList();
        if (missing.isEmpty() && others.isEmpty()) {
            return;
        }
        text.append('\n')
                .append(paint.bold(Words.plain(table)))
                .append(paint.dim(
                        " (" + Words.plain(String.join(", ", rows.get(0).key().keySet())) + ")"))
                .append('\n');
        int width = Stream.concat(missing.stream(), others.stream())
                .mapToInt(row -> Words.width(Words.key(row.key())))
                .filter(it -> it <= WIDEST_KEY)
                .max()
                .orElse(0);
        missing.forEach(row -> row(text, row, width));
        long more = inserts - missing.size();
        if (!missing.isEmpty() && more > 0) {
            text.append(paint.dim("  … and " + Words.number(more) + " more to insert\n"));
        }
        others.forEach(row -> row(text, row, width));
    }

    /** Such rows are many, and have one reason, which is said once below all of them. */
    private static boolean simplyMissing(RowChange row) {
        return row.action() == Action.INSERT && row.code().equals("missing");
    }

    private void reason(StringBuilder text, RowChange row) {
        Words.wrapped(words(row), WIDTH - 6)
                .forEach(line -> text.append("      ").append(paint.dim(line)).append('\n'));
    }

    private void row(StringBuilder text, RowChange row, int width) {
        String key = Words.pad(Words.key(row.key()), width);
        List<String> columns = row.action() == Action.INSERT
                ? List.of()
                : row.columns().entrySet().stream()
                        .map(column -> column(row, column))
                        .toList();
        String first = columns.isEmpty() ? "" : columns.get(0);
        String source = Words.plain(row.source().compact());
        boolean inline = columns.size() == 1 && Words.width(key + first + source) + 8 <= WIDTH;
        text.append("  ").append(sign(row)).append(' ').append(key);
        if (inline) {
            text.append("  ").append(first);
        }
        text.append("  ").append(paint.dim(source)).append('\n');
        if (!inline) {
            columns.forEach(column -> text.append("      ").append(column).append('\n'));
        }
        if (!simplyMissing(row) && !differs(row)) {
            reason(text, row);
        }
    }

    private static String words(RowChange row) {
        return row.reason().isEmpty() ? row.code() : row.code() + ": " + Words.plain(row.reason());
    }

    /** Such rows may be many, and have one reason, which is said once below all of them. */
    private static boolean differs(RowChange row) {
        return row.code().equals("customised")
                && row.reason().indexOf(';') < 0
                && !row.reason().contains("the ledger");
    }

    private static String column(RowChange row, Map.Entry<String, ColumnChange> column) {
        String from = Words.value(column.getValue().from());
        String to = Words.value(column.getValue().to());
        String name = Words.plain(column.getKey()) + ": ";
        return row.action().writes() ? name + from + " → " + to : name + from + " (here) / " + to + " (declared)";
    }

    private String sign(RowChange row) {
        return switch (row.action()) {
            case INSERT -> paint.green("+");
            case UPDATE -> paint.green("~");
            case RENAME -> paint.green(">");
            case RETIRE -> paint.green("x");
            case KEEP -> paint.cyan("=");
            case LEAVE_OUT -> paint.yellow("-");
            case BLOCKED -> paint.red("!");
        };
    }
}
