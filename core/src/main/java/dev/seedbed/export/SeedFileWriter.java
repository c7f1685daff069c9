package dev.seedbed.export;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.export.ExportReport.Exported;
import dev.seedbed.export.ExportReport.LeftOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the rows of a table as they come: small tables as YAML, others as CSV, with a YAML file where CSV says too little. */
final class SeedFileWriter {
    /** Past this many rows a table is written as CSV. */
    static final int MOST_YAML_ROWS = 200;

    private static final int LARGE_ROWS = 1_000;

    private final Connection connection;
    private final Dialect dialect;
    private final NaturalKeys keys;
    private final OutDirectory out;

    SeedFileWriter(Connection connection, Dialect dialect, NaturalKeys keys, OutDirectory out) {
        this.connection = connection;
        this.dialect = dialect;
        this.keys = keys;
        this.out = out;
    }

    /** Takes and gives back rows; {@code leftOut} gets those that no file can hold. */
    Exported write(String table, String base, TableShape shape, List<LeftOut> leftOut) throws SQLException {
        boolean csv = shape.rows() > MOST_YAML_ROWS;
        RowSelect select = new RowSelect(dialect, keys, shape.table(), shape.doubtful());
        List<Field> fields = shape.fields(select);
        RowValues values = new RowValues(shape, fields, csv);
        boolean alone = csv
                && base.equals(table)
                && !shape.declaresKey()
                && shape.madeUp().isEmpty()
                && shape.sensitive().isEmpty();
        String sql = select.sql(shape.keyOf(fields));
        Path file = out.file(base + (csv ? ".csv" : ".yaml"));
        try (Writer writer = open(file)) {
            RowSink sink;
            if (csv) {
                CsvRecords records = new CsvRecords(fields);
                records.writeHeader(writer);
                sink = records::write;
            } else {
                writer.write(head(table, shape) + "    rows:\n");
                sink = new YamlRows(dialect, fields)::write;
            }
            read(sql, select.columns(), shape.rows() > LARGE_ROWS, values, writer, sink);
        } catch (IOException e) {
            throw OutDirectory.unwritable(file, e);
        }
        leftOut.addAll(values.leftOut());
        if (values.taken() == 0) {
            out.drop(base, file);
            return new Exported(table, 0, shape.key().labels(), List.of());
        }
        if (csv && !alone) {
            declare(out.file(base + ".yaml"), head(table, shape) + "    rows: {csv: " + base + ".csv}\n");
        }
        List<String> files = !csv
                ? List.of(base + ".yaml")
                : alone ? List.of(base + ".csv") : List.of(base + ".yaml", base + ".csv");
        return new Exported(table, values.taken(), shape.key().labels(), files);
    }

    /** Takes a row that can be written. */
    @FunctionalInterface
    private interface RowSink {
        void row(dev.seedbed.database.TextRow row, Writer out) throws IOException;
    }

    private void read(String sql, int columns, boolean large, RowValues values, Writer writer, RowSink sink)
            throws SQLException, IOException {
        try {
            dialect.readAll(connection, sql, columns, large, row -> {
                if (values.takes(row)) {
                    try {
                        sink.row(row, writer);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void declare(Path file, String yaml) {
        try (Writer writer = open(file)) {
            writer.write(yaml);
        } catch (IOException e) {
            throw OutDirectory.unwritable(file, e);
        }
    }

    private static Writer open(Path file) throws IOException {
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    private static String head(String table, TableShape shape) {
        StringBuilder head = new StringBuilder("# Rows that \"seedbed export\" found in the database.\n");
        String leftOut = shape.leftOut().stream()
                .map(LeftOut::column)
                .map(column -> YamlText.scalar(column))
                .collect(Collectors.joining(", "));
        if (!leftOut.isEmpty()) {
            head.append("# Left out: ").append(leftOut).append(".\n");
        }
        head.append("tables:\n  ").append(YamlText.scalar(table)).append(":\n");
        if (shape.declaresKey()) {
            head.append("    key: ").append(names(shape.key().columns())).append('\n');
        }
        if (!shape.sensitive().isEmpty()) {
            head.append("    sensitive: ").append(names(shape.sensitive())).append('\n');
        }
        if (!shape.madeUp().isEmpty()) {
            head.append("    on-insert: ")
                    .append(shape.madeUp().stream()
                            .map(column -> YamlText.scalar(column.label()) + ": {$uuid: v7}")
                            .collect(Collectors.joining(", ", "{", "}\n")));
        }
        return head.toString();
    }

    private static String names(List<Column> columns) {
        return columns.stream()
                .map(column -> YamlText.scalar(column.label()))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
