package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.ledger.LedgerWriter;
import dev.seedbed.plan.BoundRow;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.LoadRefused;
import dev.seedbed.plan.PlainLoad;
import dev.seedbed.plan.PlannedTable;
import dev.seedbed.plan.PlantedRecords;
import dev.seedbed.plan.Progress;
import dev.seedbed.plan.Step;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Inserts all rows of a table by one COPY, where they are all of one form. */
final class BulkInsert implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    /** What waits for the ledger until all rows are planted, of the first file and of each further one. */
    private static final long MOST_AHEAD_BYTES = 24L << 20;

    private static final long LITTLE_AHEAD_BYTES = 1L << 20;

    private final Connection connection;
    private final Dialect dialect;
    private final ValuesOnInsert values;
    private final Progress progress;
    private final Written written;
    private final StagedInsert staged;
    private final boolean remembers;
    private final List<PlantedRecords> forLedger = new ArrayList<>();
    private final Map<PlannedTable, Integer> loaded = new LinkedHashMap<>();

    /** @param remembers true where a ledger is to be told of the rows */
    BulkInsert(
            Connection connection,
            Dialect dialect,
            ValuesOnInsert values,
            Progress progress,
            Written written,
            StagedInsert staged,
            boolean remembers) {
        this.connection = connection;
        this.dialect = dialect;
        this.values = values;
        this.progress = progress;
        this.written = written;
        this.staged = staged;
        this.remembers = remembers;
    }

    /**
     * All rows by one COPY: into the table itself where no reference has to be resolved, since what the plan found
     * missing is missing still, or a unique key says otherwise, or the table is locked; else through a stage.
     */
    void run(Step.Insert step, int rows) throws SQLException, RowsLost {
        BoundTable table = step.table().table();
        RowTexts texts = new RowTexts(table, values);
        try (BoundTable.Cursor cursor = step.table().openInserts(step.rows())) {
            BoundRow first = Objects.requireNonNull(cursor.next());
            InsertForm form = texts.uniformForm(first);
            written.add(form);
            Feed feed = new Feed(cursor, first, texts, form, rows);
            long arrived;
            if (form.plain()) {
                arrived =
                        dialect.copy(connection, dialect.quote(table.table().name()), form.columnNames(dialect), feed);
            } else {
                arrived = staged.run(form, feed, !step.table().wasEmpty());
            }
            RowsLost.expect(step.table(), rows, arrived);
        }
    }

    /** Plants the rows of a table in the pass that reads them. */
    void load(PlannedTable planned) throws SQLException, RowsLost {
        BoundTable table = planned.table();
        RowTexts texts = new RowTexts(table, values);
        try (BoundTable.Cursor cursor = planned.openLoad()) {
            BoundRow first = cursor.next();
            long arrived = 0;
            long given = 0;
            if (first != null) {
                InsertForm form = texts.uniformForm(first);
                written.add(form);
                String name = dialect.quote(table.table().name());
                PlainLoad plain = PlainLoad.of(table, first);
                if (plain == null) {
                    Feed feed = new Feed(cursor, first, texts, form, -1);
                    arrived = dialect.copy(connection, name, form.columnNames(dialect), feed);
                    given = feed.given;
                } else {
                    cursor.close();
                    if (remembers) {
                        long most = forLedger.isEmpty() ? MOST_AHEAD_BYTES : LITTLE_AHEAD_BYTES;
                        forLedger.add(planned.readForLedger(plain, LedgerWriter::portion, most));
                    }
                    List<String> columns = plain.columns().stream()
                            .map(column -> dialect.quote(column.name()))
                            .toList();
                    arrived = dialect.copyFile(connection, name, columns, sink -> {
                        send(plain, table, sink);
                        planned.describeLoaded(Report.MOST_CHANGES);
                    });
                    given = plain.scan().rows();
                }
            }
            RowsLost.expect(planned, given, arrived);
            loaded.put(planned, Math.toIntExact(given));
        }
    }

    /** Sends a file as it is, and looks at it on the way. */
    private void send(PlainLoad plain, BoundTable table, Dialect.FileFeed.Sink sink) throws SQLException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream file = plain.file().get()) {
            for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
                int start = plain.scan().next(buffer, read);
                if (start < read) {
                    sink.take(buffer, start, read - start);
                }
                progress.at("planting", table.writtenName(), plain.scan().rows(), -1);
            }
        } catch (IOException e) {
            // The reader of rows says what is wrong with the file.
            throw new LoadRefused();
        }
        plain.scan().end();
    }

    @Override
    public void close() {
        forLedger.forEach(PlantedRecords::close);
    }

    /** How many rows went into the tables that were loaded. */
    Map<PlannedTable, Integer> loaded() {
        return loaded;
    }

    /** Hands rows to a COPY, one by one. */
    private final class Feed implements Dialect.RowFeed {
        private final BoundTable.Cursor cursor;
        private final RowTexts texts;
        private final InsertForm form;
        private final long of;
        private @Nullable BoundRow next;
        private long given;

        Feed(BoundTable.Cursor cursor, BoundRow first, RowTexts texts, InsertForm form, long of) {
            this.cursor = cursor;
            this.next = first;
            this.texts = texts;
            this.form = form;
            this.of = of;
        }

        @Override
        public @Nullable String @Nullable [] next() {
            BoundRow row = next;
            if (row == null) {
                return null;
            }
            next = cursor.next();
            if ((++given & 0xfff) == 0) {
                progress.at("planting", form.table().writtenName(), given, of);
            }
            return texts.uniformTexts(form, row);
        }
    }
}
