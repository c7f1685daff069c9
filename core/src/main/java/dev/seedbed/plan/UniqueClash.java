package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.UniqueKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows to write whose unique values another row holds already, or takes as well. Left to the database they would be an
 * error at best, and swallowed at worst.
 */
final class UniqueClash {
    private final Planning planning;
    private final Dialect dialect;
    private final PlannedTable table;

    UniqueClash(Planning planning, PlannedTable table) {
        this.planning = planning;
        this.dialect = planning.dialect();
        this.table = table;
    }

    void run() throws SQLException {
        if (table.live().isEmpty() || table.inserts() == 0 && table.updates().isEmpty()) {
            return;
        }
        for (UniqueKey key : table.table().table().uniqueKeys()) {
            boolean evaluated = !key.expressions().isEmpty() && dialect.evaluatesIndexes();
            if (key.plain() ? !OtherKeys.isOwn(table.table(), key) : evaluated) {
                run(key, new RowsToCome(planning, table.table(), key));
            }
        }
    }

    private void run(UniqueKey key, RowsToCome rows) throws SQLException {
        updates(rows, true, (row, texts) -> block(row, key, texts, "another row holds ", " already"));
        inserts(rows, true, (row, texts) -> block(row, key, texts, "another row holds ", " already"));
        if (!key.plain()) {
            return;
        }
        // Rows to insert alone were compared as they are declared.
        Map<List<String>, Integer> takers = new HashMap<>();
        Taking taking = (row, texts) -> {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < texts.length; i++) {
                Column column = Objects.requireNonNull(
                        table.table().table().column(key.columns().get(i)));
                String text = texts[i];
                if (text == null) {
                    return;
                }
                values.add(ComparedText.of(column.type(), text));
            }
            int ordinal = row.row().ordinal();
            if (takers.putIfAbsent(values, ordinal) != null) {
                block(row, key, texts, "another row of this run takes ", " as well");
            }
        };
        updates(rows, false, taking);
        if (!takers.isEmpty()) {
            inserts(rows, false, taking);
        }
    }

    /** Is told of a row, with the texts of the columns of a plain key. */
    @FunctionalInterface
    private interface Taking {
        void takes(RowsToCome.Row row, @Nullable String[] texts);
    }

    private void updates(RowsToCome rows, boolean taken, Taking taking) throws SQLException {
        Batches batches = new Batches(rows, taken, taking);
        for (RowUpdate update : table.updates()) {
            batches.add(rows.changed(update, table.located(update.row())));
        }
        batches.finish();
    }

    private void inserts(RowsToCome rows, boolean taken, Taking taking) throws SQLException {
        if (table.inserts() == 0) {
            return;
        }
        Batches batches = new Batches(rows, taken, taking);
        try (BoundTable.Cursor inserts = table.openInserts(null)) {
            for (BoundRow row = inserts.next(); row != null; row = inserts.next()) {
                batches.add(rows.inserted(row));
            }
        }
        batches.finish();
    }

    /** Asks for the rows of one form together. */
    private final class Batches {
        private final RowsToCome toCome;
        private final boolean taken;
        private final Taking taking;
        private final Map<String, List<RowsToCome.Row>> alike = new LinkedHashMap<>();

        Batches(RowsToCome toCome, boolean taken, Taking taking) {
            this.toCome = toCome;
            this.taken = taken;
            this.taking = taking;
        }

        void add(RowsToCome.@Nullable Row row) throws SQLException {
            if (row == null) {
                return;
            }
            List<RowsToCome.Row> batch = alike.computeIfAbsent(row.form(), f -> new ArrayList<>());
            batch.add(row);
            if (batch.size() >= dialect.rowSetLimit()) {
                ask(batch);
                batch.clear();
            }
        }

        void finish() throws SQLException {
            for (List<RowsToCome.Row> batch : alike.values()) {
                if (!batch.isEmpty()) {
                    ask(batch);
                }
            }
        }

        private void ask(List<RowsToCome.Row> batch) throws SQLException {
            RowsToCome.Query query = toCome.query(batch, taken);
            try (PreparedStatement statement = planning.connection().prepareStatement(query.sql())) {
                dialect.bindRowSet(statement, 1, query.width(), query.staged());
                try (ResultSet found = statement.executeQuery()) {
                    int columns = found.getMetaData().getColumnCount();
                    while (found.next()) {
                        @Nullable String[] texts = new @Nullable String[columns - 1];
                        for (int i = 0; i < texts.length; i++) {
                            texts[i] = found.getString(i + 2);
                        }
                        taking.takes(batch.get(found.getInt(1) - 1), texts);
                    }
                }
            }
        }
    }

    private void block(RowsToCome.Row row, UniqueKey key, @Nullable String[] values, String before, String after) {
        int ordinal = row.row().ordinal();
        if (!key.plain()) {
            String reason = "another row has the same value in the unique index \"" + key.name() + "\"";
            table.decide(ordinal, Fate.BLOCKED, new PlannedTable.Detail("unique-clash", reason));
            return;
        }
        BoundTable bound = table.table();
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            Column column =
                    Objects.requireNonNull(bound.table().column(key.columns().get(i)));
            Cell cell = row.cell(column);
            int index = bound.layout().index(column);
            boolean masked = index >= 0 && bound.layout().sensitive()[index];
            if (index >= 0 && cell != null) {
                bound.put(texts, index, cell);
            } else {
                texts.put(column.label(), masked ? "***" : values[i]);
            }
        }
        Map<String, RowChange.ColumnChange> changes = new LinkedHashMap<>();
        texts.forEach((name, text) -> changes.put(name, new RowChange.ColumnChange(text, text)));
        String reason = before + describe(texts) + after + ", and it must be unique";
        table.decide(ordinal, Fate.BLOCKED, new PlannedTable.Detail("unique-clash", reason, changes));
    }

    static String describe(Map<String, @Nullable String> texts) {
        List<String> pairs = new ArrayList<>();
        texts.forEach((name, text) -> pairs.add(name + " \"" + text + "\""));
        return String.join(", ", pairs);
    }
}
