package dev.seedbed.rows;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.ListedValues;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what a seeded table is like. */
final class TableDescription {
    /** What makes values; others take them from somewhere. */
    private static final Set<Cell.Generator> MADE =
            Set.of(Cell.Generator.UUID_V4, Cell.Generator.UUID_V7, Cell.Generator.NOW);

    private final TableView view;
    private final Plan plan;
    private final PlannedTable planned;

    TableDescription(TableView view, Plan plan, PlannedTable planned) {
        this.view = view;
        this.plan = plan;
        this.planned = planned;
    }

    /** With the values that check constraints list. */
    SeededTable withLists(Connection connection, Dialect dialect) throws SQLException {
        Map<Column, List<String>> lists = new LinkedHashMap<>();
        for (ListedValues listed : dialect.listedValues(connection, view.table().name())) {
            Column column = view.table().column(listed.column());
            if (column != null) {
                // Of two lists a value has to be in both.
                lists.merge(
                        column,
                        listed.values(),
                        (one, other) -> one.stream().filter(other::contains).toList());
            }
        }
        return of(lists);
    }

    /** @param lists by columns, the values that check constraints list */
    SeededTable of(Map<Column, List<String>> lists) {
        BoundTable.Layout layout = view.bound().layout();
        Set<String> insertOnly = new LinkedHashSet<>();
        Set<String> seeders = new LinkedHashSet<>();
        view.bound().parts().forEach(part -> {
            seeders.add(part.unit().name());
            part.seeds().insertOnly().forEach(name -> {
                Column column = view.table().column(name);
                insertOnly.add(column == null ? name : column.label());
            });
        });
        Set<String> isProtected = view.judgements().protectedColumns();
        List<SeededColumn> columns = new ArrayList<>();
        for (Column column : view.columns().listed()) {
            int index = view.bound().isNamed(column) ? layout.index(column) : -1;
            ForeignKey foreignKey = view.table().foreignKey(column);
            BoundTable target = foreignKey == null ? null : shown(foreignKey.target());
            columns.add(new SeededColumn(
                    column.label(),
                    column.type().sql(),
                    column.nullable(),
                    index >= 0 && view.bound().isKey(index),
                    index >= 0,
                    index >= 0 && layout.managed()[index],
                    insertOnly.contains(column.label()),
                    view.secrets().contains(column.label()),
                    isGenerated(column),
                    isFilledIn(column, index),
                    isProtected.contains(column.label()),
                    foreignKey == null ? null : foreignKey.target().label(),
                    target != null,
                    target == null ? null : keyOf(target, column, Objects.requireNonNull(foreignKey)),
                    column.optional() || index >= 0 && layout.onInsert()[index] != null,
                    view.columns().isSortable(column),
                    ColumnForm.of(column.type(), lists.getOrDefault(column, List.of()))));
        }
        return new SeededTable(
                view.name(),
                List.copyOf(seeders),
                view.closed() == null ? view.live().keyNames() : List.of(),
                columns,
                view.judgements().areAnyProtected(),
                planned.size(),
                planned.size() - (long) planned.unchanged(),
                planned.extra(),
                view.columns().deletedAt() == null
                        ? null
                        : Objects.requireNonNull(view.columns().deletedAt()).label(),
                view.closed());
    }

    /** The table of that name, where its rows are shown. */
    private @Nullable BoundTable shown(TableName name) {
        for (PlannedTable each : plan.tables()) {
            if (each.table().table().name().equals(name) && !each.table().hasMaskedKey()) {
                return each.table();
            }
        }
        return null;
    }

    private static @Nullable String keyOf(BoundTable target, Column column, ForeignKey foreignKey) {
        List<Column> key = target.keyColumns();
        String referred = foreignKey.targetColumns().get(foreignKey.columns().indexOf(column.name()));
        return key.size() == 1 && key.get(0).name().equals(referred)
                ? key.get(0).label()
                : null;
    }

    private static boolean isGenerated(Column column) {
        return column.computed() || column.identity() == Column.Identity.ALWAYS;
    }

    /** @param index in the layout; -1 for none */
    private boolean isFilledIn(Column column, int index) {
        BoundTable.Layout layout = view.bound().layout();
        return isGenerated(column)
                || column.identity() != Column.Identity.NONE
                || column.sequence() != null
                || index >= 0 && (isMade(layout.onInsert()[index]) || isMade(layout.onUpdate()[index]));
    }

    private static boolean isMade(@Nullable Cell cell) {
        return cell instanceof Cell.Generated made && MADE.contains(made.generator());
    }
}
