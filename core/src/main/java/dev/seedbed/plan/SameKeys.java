package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TextRow;
import java.sql.Connection;
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
        DeclaredForms.KeyForm form = declared.keyForm(earlier.get(0).ordinal());
        int[] key = table.layout().key();
        List<EqualKeys.Part> parts = new ArrayList<>();
        for (int k = 0; k < key.length; k++) {
            parts.add(new EqualKeys.Part(key[k], table.forms(key[k]).get(form.forms()[k])));
        }
        new EqualKeys(connection, dialect, table)
                .ask(
                        parts,
                        staged(earlier),
                        staged(later),
                        (one, other) -> same(
                                earlier.get(one).ordinal(), later.get(other).ordinal()));
    }

    private List<@Nullable String[]> staged(List<BoundRow> rows) {
        List<@Nullable String[]> staged = new ArrayList<>();
        rows.forEach(row -> staged.add(texts(row).toArray(new String[0])));
        return staged;
    }
}
