package dev.seedbed.rows;

import dev.seedbed.database.Column;
import dev.seedbed.database.Incoming;
import dev.seedbed.plan.LiveRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which rows refer to a row, be their tables seeded or not, and how many. */
final class ReferringRows {
    private static final int MOST = RowException.Referring.MOST;

    private final TableView view;
    private final RowSql sql;

    ReferringRows(TableView view, RowSql sql) {
        this.view = view;
        this.sql = sql;
    }

    /**
     * Those that refer to a row that is there.
     *
     * @param at by which it is found
     * @param columns only those that refer to it by one of these; null for all
     */
    List<RowException.Referring> of(Map<Column, @Nullable String> at, LiveRows.Live row, @Nullable Set<Column> columns)
            throws SQLException {
        Set<String> names =
                columns == null ? null : columns.stream().map(Column::name).collect(Collectors.toSet());
        return sql.referring(at, row.texts(), names, MOST).stream()
                .map(each -> told(each, row))
                .toList();
    }

    private RowException.Referring told(RowSql.Referred referred, LiveRows.Live row) {
        Incoming by = referred.by();
        List<String> columns = new ArrayList<>();
        Map<String, String> holding = new LinkedHashMap<>();
        boolean isSecret = false;
        for (int i = 0; i < by.columns().size(); i++) {
            Column target = Objects.requireNonNull(
                    view.table().column(by.targetColumns().get(i)));
            String name = view.label(by.child(), by.columns().get(i));
            columns.add(name);
            holding.put(name, Objects.requireNonNull(row.texts().get(target.label())));
            isSecret |= view.secrets().contains(target.label());
        }
        return new RowException.Referring(
                by.child().label(),
                columns,
                isSecret ? Map.of() : holding,
                Math.min(referred.rows(), MOST),
                referred.rows() > MOST);
    }

    /** Such as {@code 2 rows of table tier_permission refer}; of a table that refers in several ways each with its columns. */
    static String words(List<RowException.Referring> referring) {
        List<String> parts = new ArrayList<>();
        for (RowException.Referring each : referring) {
            boolean isAlone = referring.stream()
                            .filter(other -> other.table().equals(each.table()))
                            .count()
                    == 1;
            parts.add((each.areMore() ? "more than " : "") + String.format(Locale.ROOT, "%,d", each.rows())
                    + (each.rows() == 1 ? " row" : " rows") + " of table " + each.table()
                    + (isAlone ? "" : " (" + String.join(", ", each.columns()) + ")"));
        }
        String text = String.join(", ", parts.subList(0, parts.size() - 1))
                + (parts.size() > 1 ? " and " : "")
                + parts.get(parts.size() - 1);
        boolean isOne = referring.size() == 1 && referring.get(0).rows() == 1;
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (isOne ? " refers" : " refer");
    }
}
