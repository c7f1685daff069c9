package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TextRow;
import dev.seedbed.seed.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Live rows of a table that no seed declares, and that differ from a declared one only in NULL and the empty text. Where
 * all live rows are read they are found on the way; where only some are, rows that are not there are asked for once more.
 */
final class Twins {
    private static final int MOST_NAMED = 20;
    private static final String MEND =
            "declare NULL and the empty text as they are stored, or delete the row that is there";

    private final Dialect dialect;
    private final RowBinder binder;
    private final BoundTable table;
    private final DeclaredRows declared;
    private final BlankKeys keys;
    private final LiveQuery query;
    private final BitSet found = new BitSet();

    /** The keys of the first twins of the first rows that have one, as they are there. */
    private final Map<Integer, @Nullable String[]> named = new TreeMap<>();

    Twins(Dialect dialect, RowBinder binder, BoundTable table, DeclaredRows declared, BlankKeys keys, LiveQuery query) {
        this.dialect = dialect;
        this.binder = binder;
        this.table = table;
        this.declared = declared;
        this.keys = keys;
        this.query = query;
    }

    void forget() {
        found.clear();
        named.clear();
    }

    /** Takes in a live row that has the key of no declared one. */
    void live(TextRow row) {
        if (query.softDelete() >= 0 && row.text(query.softDelete()) != null) {
            return;
        }
        int[] key = table.layout().key();
        @Nullable String[] texts = new @Nullable String[key.length];
        for (int k = 0; k < key.length; k++) {
            texts[k] = row.text(query.start(key[k], plainForm(key[k])));
        }
        int ordinal = keys.find(texts);
        if (ordinal >= 0 && !found.get(ordinal)) {
            found.set(ordinal);
            if (named.size() < MOST_NAMED) {
                named.put(ordinal, texts);
            }
        }
    }

    private int plainForm(int column) {
        return table.forms(column).indexOf(null);
    }

    /** Asks for those of rows that were asked for by their keys, and are not there. */
    void ask(Connection connection, ApartRows apart) throws SQLException {
        List<@Nullable String[]> wanted = new ArrayList<>();
        try (BoundTable.Cursor rows = apart.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                boolean missing = declared.state(row.ordinal()) == DeclaredRows.MISSING;
                @Nullable String[] texts = missing ? keys.texts(row) : null;
                if (texts != null) {
                    wanted.add(texts);
                }
                if (wanted.size() == dialect.rowSetLimit()) {
                    read(connection, wanted);
                    wanted.clear();
                }
            }
        }
        if (!wanted.isEmpty()) {
            read(connection, wanted);
        }
    }

    private void read(Connection connection, List<@Nullable String[]> wanted) throws SQLException {
        List<Column> key = table.keyColumns();
        List<String> on = new ArrayList<>();
        for (int k = 0; k < key.size(); k++) {
            String live = query.live(key.get(k));
            String text = dialect.typed("d.v" + (k + 1), key.get(k).type());
            on.add(
                    keys.mayBeBlank(k)
                            ? "coalesce(" + live + ", '') = " + text
                            : dialect.same(live, text, key.get(k).type()));
        }
        String sql = "select " + query.outputs() + " from " + dialect.rowSet(key.size()) + " cross join " + query.from()
                + " where " + String.join(" and ", on);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, key.size(), wanted);
            try (ResultSet rows = statement.executeQuery()) {
                TextRow row = new TextRow(query.width());
                while (rows.next()) {
                    row.set(rows, 1);
                    live(row);
                }
            }
        }
    }

    /** What is to be said of them: each of the first, and how many more there are. */
    List<Problem> problems(PlannedTable planned) {
        List<Problem> problems = new ArrayList<>();
        BitSet wanted = new BitSet();
        named.keySet().stream()
                .filter(ordinal -> !planned.elsewhere().has(ordinal))
                .forEach(wanted::set);
        if (wanted.isEmpty()) {
            return problems;
        }
        try (BoundTable.Cursor rows = table.open(binder, wanted)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                @Nullable String[] twin = named.get(row.ordinal());
                if (twin != null && wanted.get(row.ordinal())) {
                    problems.add(problem(row, twin));
                }
            }
        }
        int more = found.cardinality() - named.size();
        if (more > 0) {
            problems.add(Problem.of(
                    "Table \"" + table + "\" holds " + more + (more == 1 ? " more such row." : " more such rows."),
                    table.parts().get(0).seeds().at(),
                    MEND));
        }
        return problems;
    }

    private Problem problem(BoundRow row, @Nullable String[] twin) {
        List<String> nulls = new ArrayList<>();
        List<String> empties = new ArrayList<>();
        List<Column> key = table.keyColumns();
        for (int k = 0; k < twin.length; k++) {
            boolean declaredNull = row.cells()[table.layout().key()[k]] instanceof Cell.Null;
            if (declaredNull != (twin[k] == null)) {
                (declaredNull ? empties : nulls).add(key.get(k).label());
            }
        }
        List<String> with = new ArrayList<>();
        if (!nulls.isEmpty()) {
            with.add("NULL in " + String.join(", ", nulls));
        }
        if (!empties.isEmpty()) {
            with.add("'' in " + String.join(", ", empties));
        }
        return Problem.of(
                "Table \"" + table + "\" holds row " + table.describeKey(row) + " with " + String.join(" and ", with)
                        + ", which to the database is another row.",
                row.seed().at(),
                MEND);
    }
}
