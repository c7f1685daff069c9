package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerView;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote the columns of some rows of one table last, and what pins them, as far as a ledger knows; read in a number of
 * statements that does not grow with the rows. Names that the rows had before one to which their key refers was renamed are
 * not followed.
 */
public final class TableHistory {
    private final Map<String, State> states = new HashMap<>();

    /**
     * Something that was written to a column.
     *
     * @param seq the number of the entry that tells it
     * @param kind such as {@code planted}
     * @param at UTC
     * @param texts what was written, under the names that reports use; empty where that is not written down
     */
    public record Written(
            long seq,
            EntryKind kind,
            String runId,
            String at,
            String actor,
            @Nullable String reason,
            Map<String, @Nullable String> texts) {}

    /** What is known of a row. */
    private static final class State {
        private final Map<String, Written> columns = new LinkedHashMap<>();
        private final Set<String> pins = new LinkedHashSet<>();
    }

    private TableHistory() {}

    /**
     * Reads what is known of some rows.
     *
     * @param table how reports call it
     * @param wanted the keys of the rows, as {@link LedgerView#key} spells them
     */
    public static TableHistory of(
            Connection connection, Dialect dialect, TableName ledger, String table, Set<String> wanted)
            throws SQLException {
        TableHistory history = new TableHistory();
        if (wanted.isEmpty()) {
            return history;
        }
        LedgerTable entries = new LedgerTable(dialect, ledger);
        String sql = entries.select() + " where epoch = (select max(epoch) from " + entries.quoted()
                + ") and table_name = ?";
        Set<String> followed = withFormerKeys(connection, sql, table, wanted);
        LedgerTable.read(connection, sql + " order by seq", List.of(table), row -> {
            history.read(Entry.of(row), followed);
        });
        return history;
    }

    /**
     * The same out of some entries, in which no row is renamed.
     *
     * @param select them, and maybe others, by the table's name
     * @param entries which ones tell of the rows
     */
    static TableHistory of(Connection connection, String select, String table, Set<String> wanted, Set<Long> entries)
            throws SQLException {
        TableHistory history = new TableHistory();
        if (!entries.isEmpty()) {
            LedgerTable.read(connection, select + " order by seq", List.of(table), row -> {
                Entry entry = Entry.of(row);
                if (entries.contains(entry.seq())) {
                    history.read(entry, wanted);
                }
            });
        }
        return history;
    }

    private void read(Entry entry, Set<String> wanted) {
        try {
            add(entry, wanted::contains);
        } catch (BodyReader.Unreadable e) {
            throw e.of("entry " + entry.seq());
        }
    }

    private static Set<String> withFormerKeys(Connection connection, String sql, String table, Set<String> wanted)
            throws SQLException {
        List<String[]> renames = new ArrayList<>();
        LedgerTable.read(connection, sql + " and kinds like '%renamed%' order by seq", List.of(table), row -> {
            BodyReader body = new BodyReader(Entry.of(row).body());
            while (body.next()) {
                String former = body.kind() == EntryKind.RENAMED ? body.spelledFormerKey() : null;
                if (former != null) {
                    renames.add(new String[] {former, body.spelledKey()});
                }
            }
        });
        Set<String> all = new HashSet<>(wanted);
        for (int i = renames.size() - 1; i >= 0; i--) {
            if (all.contains(renames.get(i)[1])) {
                all.add(renames.get(i)[0]);
            }
        }
        return all;
    }

    private void add(Entry entry, Predicate<String> wanted) {
        BodyReader row = new BodyReader(entry.body());
        while (row.next()) {
            String key = row.spelledKey();
            String former = row.kind() == EntryKind.RENAMED ? row.spelledFormerKey() : null;
            if (former != null) {
                State moved = states.remove(former);
                if (moved != null) {
                    states.put(key, moved);
                }
            }
            if (wanted.test(key)) {
                add(entry, row, states.computeIfAbsent(key, k -> new State()));
            }
        }
    }

    private static void add(Entry entry, BodyReader row, State state) {
        switch (row.kind()) {
            case PINNED -> state.pins.addAll(row.columnNames().isEmpty() ? List.of("") : row.columnNames());
            case UNPINNED -> {
                if (row.columnNames().isEmpty()) {
                    state.pins.clear();
                } else {
                    row.columnNames().forEach(state.pins::remove);
                }
            }
            case DELETED, RETIRED -> state.columns.clear();
            default -> {
                if (row.kind() == EntryKind.PLANTED || row.kind() == EntryKind.CREATED) {
                    state.columns.clear();
                }
                Map<String, Map<String, @Nullable String>> written = new LinkedHashMap<>();
                row.columns()
                        .forEach((name, text) -> written.computeIfAbsent(column(name), c -> new LinkedHashMap<>())
                                .put(name, text));
                row.secret().forEach(name -> written.put(name, Map.of()));
                written.forEach((column, texts) -> state.columns.put(
                        column,
                        new Written(
                                entry.seq(),
                                row.kind(),
                                entry.runId(),
                                entry.writtenAt(),
                                entry.actor(),
                                entry.reason(),
                                texts)));
            }
        }
    }

    private static String column(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Who wrote a column of a row last; null where nobody knows. */
    public @Nullable Written written(String key, String column) {
        State state = states.get(key);
        return state == null ? null : state.columns.get(column);
    }

    /** The columns of a row that are pinned; the empty name for the whole row. */
    public Set<String> pins(String key) {
        State state = states.get(key);
        return state == null ? Set.of() : Set.copyOf(state.pins);
    }
}
