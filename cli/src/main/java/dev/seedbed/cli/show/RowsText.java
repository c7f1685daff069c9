package dev.seedbed.cli.show;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.RowChange.ColumnChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows, grouped by table, each with its sign, its key, what differs, the reason and the place of its declaration.
 *
 * @param insertsPerTable most inserts of a table that are listed
 */
record RowsText(Paint paint, int insertsPerTable) {
    private static final int WIDTH = 80;
    private static final int WIDEST_KEY = 44;

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
        return text.toString();
    }

    private void table(StringBuilder text, String table, List<RowChange> rows, long inserts) {
        List<RowChange> shown = new ArrayList<>();
        long left = insertsPerTable;
        for (RowChange row : rows) {
            if (row.action() != Action.INSERT || left-- > 0) {
                shown.add(row);
            }
        }
        if (shown.isEmpty()) {
            return;
        }
        text.append('\n')
                .append(paint.bold(Words.plain(table)))
                .append(paint.dim(
                        " (" + Words.plain(String.join(", ", rows.get(0).key().keySet())) + ")"))
                .append('\n');
        int width = shown.stream()
                .mapToInt(row -> Words.width(Words.key(row.key())))
                .filter(it -> it <= WIDEST_KEY)
                .max()
                .orElse(0);
        shown.forEach(row -> row(text, row, width));
        long listed =
                shown.stream().filter(row -> row.action() == Action.INSERT).count();
        if (listed > 0 && inserts > listed) {
            text.append(paint.dim("  … and " + Words.number(inserts - listed) + " more to insert\n"));
        }
    }

    private void row(StringBuilder text, RowChange row, int width) {
        String key = Words.pad(Words.key(row.key()), width);
        List<String> columns = row.action() == Action.INSERT
                ? List.of()
                : row.columns().entrySet().stream().map(RowsText::column).toList();
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
        if (row.action() != Action.INSERT || !row.code().equals("missing")) {
            Words.wrapped(reason(row), WIDTH - 6)
                    .forEach(line ->
                            text.append("      ").append(paint.dim(line)).append('\n'));
        }
    }

    private static String reason(RowChange row) {
        return row.reason().isEmpty() ? row.code() : row.code() + ": " + Words.plain(row.reason());
    }

    private static String column(Map.Entry<String, ColumnChange> column) {
        return Words.plain(column.getKey()) + ": "
                + Words.value(column.getValue().from()) + " (here) / "
                + Words.value(column.getValue().to()) + " (declared)";
    }

    private String sign(RowChange row) {
        return switch (row.action()) {
            case INSERT -> paint.green("+");
            case KEEP -> paint.cyan("=");
            case LEAVE_OUT -> paint.yellow("-");
            case BLOCKED -> paint.red("!");
        };
    }
}
