package dev.seedbed.export;

import dev.seedbed.database.Column;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.export.ExportReport.LeftOut;
import dev.seedbed.export.ExportReport.Why;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the file of a table holds: which columns and in what form, by which key, and what is left out.
 *
 * @param columns exported, in the order of the table
 * @param declaresKey whether the file has to say what the key is
 * @param madeUp UUID columns that a planted row gets anew
 * @param sensitive columns that are exported although their names look sensitive
 * @param referredTo tables to rows of which some row refers
 * @param doubtful columns with values in some rows that no file can hold
 */
record TableShape(
        Table table,
        NaturalKey key,
        long rows,
        List<Column> columns,
        boolean declaresKey,
        List<Column> madeUp,
        List<Column> sensitive,
        Set<TableName> referredTo,
        Set<Column> doubtful,
        List<LeftOut> leftOut) {
    /** What is told of a column that makes the whole table impossible to export. */
    static final class CannotBePlanted extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient LeftOut leftOut;

        CannotBePlanted(LeftOut leftOut) {
            super(leftOut.reason(), null, false, false);
            this.leftOut = leftOut;
        }

        LeftOut leftOut() {
            return leftOut;
        }
    }

    /** @throws CannotBePlanted where a column that every row needs cannot be exported */
    static TableShape of(Table table, NaturalKeys keys, NaturalKey key, Survey survey, ExportRequest request)
            throws CannotBePlanted {
        return new Shaping(table, keys, key, survey, request).shape();
    }

    /** The query for the rows, and the fields that it gives. */
    List<Field> fields(RowSelect select) {
        return columns.stream().map(select::add).toList();
    }

    /** The fields of the key, in its own order. */
    List<Field> keyOf(List<Field> fields) {
        return key.columns().stream()
                .map(column -> fields.stream()
                        .filter(field -> field.column().equals(column))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** Decides about one column after the other. */
    private static final class Shaping {
        private final Table table;
        private final NaturalKeys keys;
        private final NaturalKey key;
        private final Survey survey;
        private final ExportRequest request;
        private final List<Column> columns = new ArrayList<>();
        private final List<Column> madeUp = new ArrayList<>();
        private final List<Column> sensitive = new ArrayList<>();
        private final Set<TableName> referredTo = new HashSet<>();
        private final List<LeftOut> leftOut = new ArrayList<>();
        private final Set<ForeignKey> written = new HashSet<>();

        Shaping(Table table, NaturalKeys keys, NaturalKey key, Survey survey, ExportRequest request) {
            this.table = table;
            this.keys = keys;
            this.key = key;
            this.survey = survey;
            this.request = request;
        }

        TableShape shape() throws CannotBePlanted {
            for (Column column : table.columns()) {
                LeftOut reason = leftOut(column);
                if (reason == null) {
                    continue;
                }
                boolean needed = !column.optional() && table.insertTriggers().isEmpty() && !madeUp.contains(column);
                if (!reason.why().expected() && (needed || key.has(column))) {
                    throw new CannotBePlanted(new LeftOut(
                            reason.table(),
                            null,
                            null,
                            reason.why(),
                            "no row can be planted without column \"" + column.label() + "\": " + reason.reason(),
                            reason.mend()));
                }
                leftOut.add(reason);
            }
            return new TableShape(
                    table,
                    key,
                    survey.rows(),
                    List.copyOf(columns),
                    declaresKey(),
                    madeUp,
                    sensitive,
                    referredTo,
                    survey.doubtful(),
                    leftOut);
        }

        /** Null where the column is written, or another stands for it. */
        private @Nullable LeftOut leftOut(Column column) {
            if (column.computed()) {
                return out(column, Why.COMPUTED, "the database computes it", null);
            }
            if (!isNamed(column)) {
                return out(column, Why.NAME, "a seed file cannot name it", "rename the column");
            }
            ForeignKey foreignKey = table.foreignKey(column);
            if (foreignKey != null) {
                return reference(column, foreignKey);
            }
            if (key.has(column)) {
                columns.add(column);
                return null;
            }
            LeftOut made = made(column);
            if (made != null) {
                return made;
            }
            if (SensitiveNames.looks(column)) {
                if (!request.includeSensitive()) {
                    return out(
                            column,
                            Why.SENSITIVE,
                            "its name looks sensitive",
                            "--include-sensitive exports it and declares it under sensitive");
                }
                sensitive.add(column);
            } else if (survey.asDefault().contains(column)) {
                return out(
                        column,
                        Why.DEFAULT,
                        column.defaultSql() == null
                                ? "it is NULL in every row"
                                : "it has its default in every row: " + column.defaultSql(),
                        null);
            }
            if (survey.untrue().contains(column)) {
                sensitive.remove(column);
                return out(
                        column,
                        Why.TYPE,
                        "the database does not read its own text back as the same value ("
                                + column.type().sql() + ")",
                        null);
            }
            columns.add(column);
            return null;
        }

        private @Nullable LeftOut made(Column column) {
            if (column.identity() != Column.Identity.NONE) {
                return out(column, Why.NUMBERED, "the database numbers it", null);
            }
            ColumnDefault kind = ColumnDefault.of(column);
            if (kind == ColumnDefault.GENERATED && (isPrimary(column) || !request.includeGenerated())) {
                return out(
                        column,
                        Why.GENERATED,
                        "a planted row gets its default instead of what is here: " + column.defaultSql(),
                        isPrimary(column) ? null : "--include-generated carries the values that are here");
            }
            if (isPrimary(column) && NaturalKeys.isUuid(column) && column.defaultSql() == null) {
                madeUp.add(column);
                return out(column, Why.SURROGATE, "each planted row gets a new UUID", null);
            }
            return null;
        }

        private @Nullable LeftOut reference(Column column, ForeignKey foreignKey) {
            Table target = keys.target(table, column);
            if (survey.asDefault().contains(column) && !key.has(column) && column.defaultSql() == null) {
                return out(column, Why.DEFAULT, "it is NULL in every row", null);
            }
            if (target == null) {
                return out(
                        column,
                        Why.REFERENCE,
                        "it refers to table \"" + foreignKey.target() + "\", which has no natural key: "
                                + keys.reason(foreignKey.target()),
                        keys.mend(foreignKey.target(), table.name()));
            }
            if (survey.partial().contains(foreignKey)) {
                return out(
                        column,
                        Why.REFERENCE,
                        "foreign key \"" + foreignKey.name()
                                + "\" is NULL in part in some rows, which no reference says",
                        "make its columns all NULL, or none");
            }
            // Where one column refers, the others of its foreign key are filled in from the same row.
            if (written.add(foreignKey) || column.defaultSql() != null || key.has(column)) {
                columns.add(column);
            }
            if (!survey.asDefault().contains(column) || column.defaultSql() != null) {
                referredTo.add(foreignKey.target());
            }
            return null;
        }

        private boolean isPrimary(Column column) {
            return table.uniqueKeys().stream()
                    .anyMatch(unique -> unique.primary() && unique.columns().equals(List.of(column.name())));
        }

        private boolean isNamed(Column column) {
            try {
                return !column.label().isBlank()
                        && !column.label().startsWith("$")
                        && (survey.rows() <= SeedFileWriter.MOST_YAML_ROWS || CsvRecords.isHeader(column.label()))
                        && column.equals(table.column(column.label()));
            } catch (IllegalStateException e) {
                // Another differs from it by case alone.
                return false;
            }
        }

        /** True unless the columns written leave one unique key only, which is this one. */
        private boolean declaresKey() {
            Set<String> given = new HashSet<>();
            columns.forEach(column -> given.add(column.name()));
            List<List<String>> covered = table.uniqueKeys().stream()
                    .filter(unique -> unique.plain() && unique.coveredBy(given, table))
                    .map(UniqueKey::columns)
                    .distinct()
                    .toList();
            return covered.size() != 1
                    || !new HashSet<>(covered.get(0))
                            .equals(new HashSet<>(
                                    key.columns().stream().map(Column::name).toList()));
        }

        private LeftOut out(Column column, Why why, String reason, @Nullable String mend) {
            return new LeftOut(table.name().label(), column.label(), null, why, reason, mend);
        }
    }
}
