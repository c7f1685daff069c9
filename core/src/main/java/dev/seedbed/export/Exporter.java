package dev.seedbed.export;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.export.ExportReport.Exported;
import dev.seedbed.export.ExportReport.LeftOut;
import dev.seedbed.export.ExportReport.Why;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Exports tables: chooses, surveys and shapes all of them before the first file is written. */
public final class Exporter {
    private final Connection connection;
    private final Dialect dialect;
    private final ExportRequest request;
    private final WantedTables wanted;
    private final NaturalKeys keys;
    private final Map<String, TableShape> shapes = new LinkedHashMap<>();
    private final List<Exported> exported = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    private Exporter(
            Connection connection, Dialect dialect, ExportRequest request, WantedTables wanted, NaturalKeys keys) {
        this.connection = connection;
        this.dialect = dialect;
        this.request = request;
        this.wanted = wanted;
        this.keys = keys;
        leftOut.addAll(wanted.leftOut());
    }

    /**
     * Exports what is asked for, inside a transaction that the caller has begun and that need only read.
     *
     * @param schema where tables without a schema are looked for; null for the connection's own search path
     * @throws SeedException where a table or key is not there, no table can be exported, or a file would be overwritten;
     *     no file was written then
     */
    public static ExportReport export(
            Connection connection, Dialect dialect, @Nullable String schema, ExportRequest request)
            throws SQLException {
        long start = System.nanoTime();
        WantedTables wanted = WantedTables.of(connection, dialect, schema, request);
        Map<TableName, List<Column>> declared = declaredKeys(wanted, request);
        NaturalKeys keys = NaturalKeys.of(connection, dialect, wanted, declared);
        for (Map.Entry<TableName, List<Column>> key : declared.entrySet()) {
            Table table = wanted.catalogue().table(key.getKey());
            if (table != null && keys.repeats(key.getValue(), table)) {
                throw SeedException.usage(
                        "Rows of table \"" + table.name() + "\" share the key " + NaturalKeys.labels(key.getValue())
                                + ".",
                        "name columns that no two rows have in common");
            }
        }
        Exporter exporter = new Exporter(connection, dialect, request, wanted, keys);
        exporter.shape();
        exporter.write();
        return new ExportReport(
                wanted.catalogue().server().product(),
                wanted.catalogue().server().database(),
                request.directory(),
                exporter.exported,
                exporter.leftOut,
                exporter.warnings(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static Map<TableName, List<Column>> declaredKeys(WantedTables wanted, ExportRequest request) {
        Map<TableName, List<Column>> declared = new HashMap<>();
        request.keys().forEach((name, columns) -> {
            Table table = wanted.catalogue().table(name);
            if (table == null) {
                return;
            }
            List<Column> key = new ArrayList<>();
            for (String written : columns) {
                Column column = table.column(written);
                if (column == null || column.computed() || column.identity() != Column.Identity.NONE) {
                    throw SeedException.usage(
                            "Table \"" + name + "\" has no column \"" + written + "\" that a key could consist of.",
                            "its columns are "
                                    + table.columns().stream()
                                            .map(Column::label)
                                            .collect(Collectors.joining(", ")));
                }
                if (SensitiveNames.looks(column) && table.foreignKey(column) == null) {
                    throw SeedException.usage(
                            "Column \"" + written + "\" of table \"" + name
                                    + "\" looks sensitive, and a key stands in reports.",
                            "name other columns as the key");
                }
                key.add(column);
            }
            if (!wanted.written().containsValue(table)
                    && table.uniqueKeyOver(key.stream().map(Column::name).toList()) == null) {
                throw SeedException.usage(
                        "No unique constraint knows the key " + NaturalKeys.labels(key) + " of table \"" + name
                                + "\", so that only seeds with its rows can refer by it.",
                        "export \"" + name + "\" too, or give it a unique constraint");
            }
            declared.put(table.name(), key);
        });
        return declared;
    }

    private void shape() throws SQLException {
        for (Map.Entry<String, Table> entry : wanted.written().entrySet()) {
            String name = entry.getKey();
            Table table = entry.getValue();
            NaturalKey key = keys.of(table.name());
            if (key == null) {
                leftOut.add(new LeftOut(
                        name,
                        null,
                        null,
                        Why.NO_NATURAL_KEY,
                        "it has no natural key: " + keys.reason(table.name()),
                        keys.mend(table.name(), table.name())));
                continue;
            }
            Survey survey = Survey.of(connection, dialect, table);
            if (survey.rows() == 0) {
                exported.add(new Exported(name, 0, key.labels(), List.of()));
                continue;
            }
            try {
                TableShape shape = TableShape.of(table, keys, key, survey, request);
                shapes.put(name, shape);
                leftOut.addAll(shape.leftOut());
            } catch (TableShape.CannotBePlanted e) {
                leftOut.add(e.leftOut());
            }
        }
        if (shapes.isEmpty() && exported.isEmpty()) {
            throw new SeedException(leftOut.stream().map(Exporter::problem).toList());
        }
    }

    private static Problem problem(LeftOut left) {
        return new Problem(
                "Table \"" + left.table() + "\" cannot be exported: " + left.reason() + ".", null, left.mend());
    }

    private void write() throws SQLException {
        if (shapes.isEmpty()) {
            return;
        }
        try (OutDirectory out = OutDirectory.open(request.directory())) {
            Map<String, String> bases = new LinkedHashMap<>();
            shapes.keySet().forEach(table -> bases.put(table, out.baseName(table)));
            out.refuseToReplace(request.force());
            SeedFileWriter writer = new SeedFileWriter(connection, dialect, keys, out);
            for (Map.Entry<String, String> base : bases.entrySet()) {
                TableShape shape = shapes.get(base.getKey());
                if (shape != null) {
                    exported.add(writer.write(base.getKey(), base.getValue(), shape, leftOut));
                }
            }
            out.publish();
        }
        exported.sort(Comparator.comparing(Exported::table));
    }

    /** A reference to a table that is not exported means rows that must be there before. */
    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        Set<TableName> written =
                shapes.values().stream().map(shape -> shape.table().name()).collect(Collectors.toSet());
        shapes.forEach((name, shape) -> {
            List<String> elsewhere = shape.referredTo().stream()
                    .filter(target -> !written.contains(target))
                    .map(TableName::label)
                    .sorted()
                    .toList();
            elsewhere.forEach(target -> warnings.add("Table \"" + name + "\" refers to rows of table \"" + target
                    + "\", which is not exported: where they are missing, it cannot be planted."));
        });
        return warnings;
    }
}
