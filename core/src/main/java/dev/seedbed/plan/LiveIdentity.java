package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TextRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rows the live rows of a table are to a plan: declared ones, by their ordinals, retired ones, or none of them. */
final class LiveIdentity {
    private final Connection connection;
    private final Dialect dialect;
    private final PlannedTable planned;
    private final BoundTable table;
    private final LiveQuery query;
    private final Map<String, Integer> elsewhere = new HashMap<>();
    private final List<BoundRow> elsewhereForms = new ArrayList<>();
    private final RowHash hash = new RowHash();
    private @Nullable Map<List<@Nullable String>, Integer> byDatabase;
    private @Nullable Map<List<@Nullable String>, Long> retired;

    /** @param shapes in which keys are told where no row declares one */
    LiveIdentity(Connection connection, Dialect dialect, PlannedTable planned, NaturalShapes shapes) {
        this.connection = connection;
        this.dialect = dialect;
        this.planned = planned;
        this.table = planned.table();
        for (ElsewhereRows.Row row : planned.elsewhere().all()) {
            BoundRow under = row.under();
            elsewhere.put(table.keyText(under), under.ordinal());
            boolean isNew = true;
            for (BoundRow known : elsewhereForms) {
                isNew &= !isAlike(known, under);
            }
            if (isNew) {
                elsewhereForms.add(under);
            }
            for (int index : table.layout().key()) {
                table.form(index, shape(under, index));
            }
        }
        for (BoundRow row : planned.retiredThere()) {
            for (int index : table.layout().key()) {
                table.form(index, shape(row, index));
            }
        }
        for (int index : table.layout().key()) {
            if (table.forms(index).isEmpty()) {
                // No row declares one.
                table.form(
                        index, shapes.of(table.table(), table.layout().columns().get(index)));
            }
        }
        this.query = new LiveQuery(dialect, table);
    }

    /** By which live rows are read, with their keys in all forms. */
    LiveQuery query() {
        return query;
    }

    /** Asks the database what it has to be asked, before there is a statement that is read from. */
    void prepare() throws SQLException {
        if (!planned.declared().keysMatchByText()) {
            byDatabase();
        }
        retired();
    }

    private static @Nullable RefShape shape(BoundRow row, int index) {
        return row.cells()[index] instanceof Cell.Reference reference ? reference.shape() : null;
    }

    @SuppressWarnings("ReferenceEquality") // There is one object for one shape of one column.
    private boolean isAlike(BoundRow one, BoundRow other) {
        boolean alike = true;
        for (int index : table.layout().key()) {
            alike &= shape(one, index) == shape(other, index);
        }
        return alike;
    }

    /** Nothing of a row but its key, in all its forms. */
    TextRow keyOf(ResultSet live) throws SQLException {
        TextRow text = new TextRow(query.width());
        for (int index : table.layout().key()) {
            for (int form = 0; form < table.forms(index).size(); form++) {
                int start = query.start(index, form);
                for (int i = start; i < start + query.leaves(index, form); i++) {
                    text.set(i, live.getString(i + 1));
                }
            }
        }
        return text;
    }

    /**
     * Which declared row a live row is; for none {@link LiveRows#UNDECLARED}, or {@link LiveRows#RETIRED}.
     *
     * @param isDeleted true where it is marked as deleted by hand
     */
    int ordinal(TextRow text, boolean isDeleted) throws SQLException {
        int ordinal = ordinal(text);
        if (ordinal >= 0) {
            planned.requirePlanned(ordinal);
        }
        // Where it is marked as deleted and another row has the key, that one is meant.
        return isDeleted && ordinal >= 0 && planned.declared().state(ordinal) != DeclaredRows.MISSING
                ? LiveRows.UNDECLARED
                : ordinal;
    }

    /** The natural key of a live row, in the form in which the declared row that it is has it. */
    Map<String, @Nullable String> key(TextRow live, int ordinal) {
        Map<String, @Nullable String> key = new LinkedHashMap<>();
        int[] columns = table.layout().key();
        for (int k = 0; k < columns.length; k++) {
            int form = ordinal < 0
                    ? Math.max(0, table.forms(columns[k]).indexOf(table.referenceShape(columns[k])))
                    : planned.declared().keyForm(ordinal).forms()[k];
            if (form >= table.forms(columns[k]).size()) {
                form = 0;
            }
            Column column = table.layout().columns().get(columns[k]);
            RefShape shape = table.forms(columns[k]).isEmpty()
                    ? null
                    : table.forms(columns[k]).get(form);
            int start = query.start(columns[k], form);
            if (shape == null) {
                key.put(column.label(), live.text(start));
            } else {
                for (int i = 0; i < shape.leaves().size(); i++) {
                    key.put(column.label() + "." + shape.leaves().get(i).path(), live.text(start + i));
                }
            }
        }
        return key;
    }

    private int ordinal(TextRow live) throws SQLException {
        DeclaredRows declared = planned.declared();
        if (!declared.keysMatchByText()) {
            Integer found = byDatabase().get(keyTexts(live));
            if (found != null) {
                return found;
            }
        } else {
            List<DeclaredForms.KeyForm> forms = declared.keyForms();
            for (int number = 0; number < forms.size(); number++) {
                query.hashKey(number, forms.get(number), live, hash);
                int ordinal = declared.find(hash, 0);
                if (ordinal >= 0) {
                    return ordinal;
                }
            }
        }
        for (BoundRow like : elsewhereForms) {
            Integer ordinal = elsewhere.get(keyText(like, live));
            if (ordinal != null) {
                return ordinal;
            }
        }
        return retired().containsKey(keyTexts(live)) ? LiveRows.RETIRED : LiveRows.UNDECLARED;
    }

    private String keyText(BoundRow like, TextRow live) {
        @Nullable Cell[] cells = new @Nullable Cell[like.cells().length];
        for (int index : table.layout().key()) {
            RefShape shape = shape(like, index);
            int form = table.form(index, shape);
            @Nullable
            String[] texts =
                    new @Nullable String[shape == null ? 1 : shape.leaves().size()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = live.text(query.start(index, form) + i);
            }
            cells[index] = LiveQuery.cell(shape, texts);
        }
        return table.liveKeyText(new BoundRow(-1, like.part(), like.seed(), cells));
    }

    /** All that is read of a key, in whatever form. */
    private List<@Nullable String> keyTexts(TextRow live) {
        List<@Nullable String> texts = new ArrayList<>();
        for (int index : table.layout().key()) {
            for (int form = 0; form < table.forms(index).size(); form++) {
                for (int i = 0; i < query.leaves(index, form); i++) {
                    texts.add(live.text(query.start(index, form) + i));
                }
            }
        }
        return texts;
    }

    /** How many rows are there that the seeds retire. */
    long countRetired() throws SQLException {
        return retired().values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many live rows have each key that the seeds retire; which they are only the database tells. */
    private Map<List<@Nullable String>, Long> retired() throws SQLException {
        Map<List<@Nullable String>, Long> known = retired;
        if (known == null) {
            Map<List<@Nullable String>, Long> found = new HashMap<>();
            TextRow row = new TextRow(query.width());
            List<BoundRow> there = planned.retiredThere();
            if (!there.isEmpty()) {
                new KeyedRead(connection, dialect, table, query, query.outputs(), (wanted, live) -> {
                            row.set(live, 2);
                            found.merge(keyTexts(row), 1L, Long::sum);
                        })
                        .all(there);
            }
            known = found;
            retired = known;
        }
        return known;
    }

    /** Where texts do not tell, the database is asked for the rows that it takes the declared ones for. */
    private Map<List<@Nullable String>, Integer> byDatabase() throws SQLException {
        Map<List<@Nullable String>, Integer> known = byDatabase;
        if (known == null) {
            Map<List<@Nullable String>, Integer> found = new HashMap<>();
            TextRow row = new TextRow(query.width());
            KeyedRead reading = new KeyedRead(connection, dialect, table, query, query.outputs(), (wanted, live) -> {
                row.set(live, 2);
                found.put(keyTexts(row), wanted.ordinal());
            });
            try (BoundTable.Cursor rows = planned.open()) {
                for (BoundRow each = rows.next(); each != null; each = rows.next()) {
                    reading.add(each);
                }
            }
            reading.finish();
            known = found;
            byDatabase = known;
        }
        return known;
    }
}
