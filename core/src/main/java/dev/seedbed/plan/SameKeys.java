package dev.seedbed.plan;

import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TextRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Declared rows whose keys are one to the database alone, by a collation or a type of its own: both match one live row,
 * or neither matches any and the database says that they are equal.
 */
final class SameKeys {
    /** Of more missing rows than these a unique constraint must find it: every portion is held against every other. */
    private static final int MOST_ASKED = 100_000;

    private final Connection connection;
    private final Dialect dialect;
    private final RowBinder binder;
    private final BoundTable table;
    private final DeclaredRows declared;
    private final LiveQuery query;
    private final HashTable liveKeys = new HashTable();
    private final List<Integer> liveOrdinals = new ArrayList<>();
    private final RowHash hash = new RowHash();

    /** The earlier ordinal, by the later one. */
    private final Map<Integer, Integer> same = new TreeMap<>();

    SameKeys(
            Connection connection,
            Dialect dialect,
            RowBinder binder,
            BoundTable table,
            DeclaredRows declared,
            LiveQuery query) {
        this.connection = connection;
        this.dialect = dialect;
        this.binder = binder;
        this.table = table;
        this.declared = declared;
        this.query = query;
    }

    /** Takes in a live row that the database matched with a declared one. */
    void live(int ordinal, TextRow live) {
        if (declared.keysMatchByText()) {
            return;
        }
        DeclaredForms.KeyForm form = declared.keyForm(ordinal);
        int[] key = table.layout().key();
        hash.reset(declared.keyFormNumber(ordinal));
        for (int k = 0; k < key.length; k++) {
            int start = query.start(key[k], form.forms()[k]);
            for (int i = start; i < start + query.leaves(key[k], form.forms()[k]); i++) {
                hash.add(live.text(i));
            }
        }
        int before = liveKeys.put(hash.high(), hash.low());
        liveOrdinals.add(ordinal);
        if (before >= 0) {
            same(liveOrdinals.get(before), ordinal);
        }
    }

    private void same(int one, int other) {
        if (one != other) {
            same.merge(Math.max(one, other), Math.min(one, other), Math::min);
        }
    }

    /** Asks for the keys of the missing rows, and reports what was found. */
    void report() throws SQLException {
        if (declared.keysMatchByText()) {
            return;
        }
        for (List<BoundRow> alike : missing().values()) {
            int limit = dialect.rowSetLimit();
            for (int i = 0; i < alike.size(); i += limit) {
                List<BoundRow> portion = alike.subList(i, Math.min(alike.size(), i + limit));
                for (int j = 0; j <= i; j += limit) {
                    ask(alike.subList(j, Math.min(alike.size(), j + limit)), portion);
                }
            }
        }
        if (same.isEmpty()) {
            return;
        }
        Duplicates duplicates = new Duplicates(table);
        same.forEach((second, first) -> duplicates.key(first, second));
        duplicates.report(binder);
    }

    /** The rows whose keys could be one: those of one form, with NULL in the same places. */
    private Map<String, List<BoundRow>> missing() {
        Map<String, List<BoundRow>> missing = new LinkedHashMap<>();
        int count = 0;
        try (BoundTable.Cursor rows = table.open(binder)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (declared.state(row.ordinal()) != DeclaredRows.MISSING) {
                    continue;
                }
                if (++count > MOST_ASKED) {
                    return Map.of();
                }
                StringBuilder name = new StringBuilder().append(declared.keyFormNumber(row.ordinal()));
                texts(row).forEach(text -> name.append(text == null ? 'n' : '.'));
                missing.computeIfAbsent(name.toString(), n -> new ArrayList<>()).add(row);
            }
        }
        missing.values().removeIf(alike -> alike.size() < 2);
        return missing;
    }

    private List<@Nullable String> texts(BoundRow row) {
        return query.texts(
                row, table.layout().key(), declared.keyForm(row.ordinal()).forms());
    }

    private void ask(List<BoundRow> earlier, List<BoundRow> later) throws SQLException {
        List<@Nullable String> first = texts(earlier.get(0));
        String keys = keys(declared.keyForm(earlier.get(0).ordinal()), first.size());
        StringBuilder on = new StringBuilder("a.ord > 0 and b.ord > 0");
        for (int i = 0; i < first.size(); i++) {
            if (first.get(i) != null) {
                on.append(" and a.k").append(i + 1).append(" = b.k").append(i + 1);
            }
        }
        String sql = "select a.ord, b.ord from (" + keys + ") a join (" + keys + ") b on " + on;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = dialect.bindRowSet(statement, 1, first.size(), staged(earlier));
            dialect.bindRowSet(statement, next, first.size(), staged(later));
            try (ResultSet equal = statement.executeQuery()) {
                while (equal.next()) {
                    same(
                            earlier.get(equal.getInt(1) - 1).ordinal(),
                            later.get(equal.getInt(2) - 1).ordinal());
                }
            }
        }
    }

    private List<@Nullable String[]> staged(List<BoundRow> rows) {
        List<@Nullable String[]> staged = new ArrayList<>();
        rows.forEach(row -> staged.add(texts(row).toArray(new String[0])));
        return staged;
    }

    /** Declared keys under no live ones, so that they are compared as the columns are, by their collations. */
    private String keys(DeclaredForms.KeyForm form, int width) {
        LiveQuery live = new LiveQuery(dialect, table);
        List<String> columns = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int[] key = table.layout().key();
        for (int k = 0; k < key.length; k++) {
            RefShape shape = table.forms(key[k]).get(form.forms()[k]);
            var column = table.layout().columns().get(key[k]);
            List<ColumnType> types = shape == null
                    ? List.of(column.type())
                    : shape.leaves().stream().map(RefShape.Leaf::type).toList();
            columns.addAll(shape == null ? List.of(live.live(column)) : live.leafExpressions(key[k], shape));
            for (ColumnType type : types) {
                texts.add(dialect.typed("d.v" + (texts.size() + 1), type));
            }
        }
        StringBuilder sql = new StringBuilder("select 0 as ord");
        for (int i = 0; i < width; i++) {
            sql.append(", ").append(columns.get(i)).append(" as k").append(i + 1);
        }
        return sql + " from " + live.from() + " where 1 = 0 union all select d.ord, " + String.join(", ", texts)
                + " from " + dialect.rowSet(width);
    }
}
