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
 * statements that does not grow with the rows. Rows are followed under the keys that they had before: what a person wrote to a
 * row stays theirs when somebody changes its key. Pins are of the key, as they are for runs. Names that the rows had before one
 * to which their key refers was renamed are not followed.
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
     * @param isOfFormerKey true where a person changed the row's key since, so that for runs it was written to another row
     */
    public record Written(
            long seq,
            EntryKind kind,
            String runId,
            String at,
            String actor,
            @Nullable String reason,
            Map<String, @Nullable String> texts,
            boolean isOfFormerKey) {
        private Written withFormerKey() {
            return new Written(seq, kind, runId, at, actor, reason, texts, true);
        }
    }

    /** What is known of a row. */
    private static final class State {
        private final Map<String, Written> columns = new LinkedHashMap<>();
        private final Set<String> pins = new LinkedHashSet<>();

        /** True where a person gave the row another key, so that what is written next is written to another row. */
        private boolean left;
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
     * The same out of some entries, in which no row is renamed by a run.
     *
     * @param select them, and maybe others, by the table's name
     * @param wanted the keys of the rows, and those that they had before
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
        List<KeyStep> steps = new ArrayList<>();
        LedgerTable.read(connection, sql + FormerKeys.WITH_STEPS + " order by seq", List.of(table), row -> {
            Entry entry = Entry.of(row);
            FormerKeys.steps(entry).forEach(placed -> steps.add(placed.step()));
        });
        Set<String> all = new HashSet<>(wanted);
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (all.contains(steps.get(i).to())) {
                all.add(steps.get(i).from());
            }
        }
        return all;
    }

    private void add(Entry entry, Predicate<String> wanted) {
        BodyReader row = new BodyReader(entry.body());
        while (row.next()) {
            String key = row.spelledKey();
            KeyStep step = KeyStep.of(row);
            if (step != null && !step.isByPerson()) {
                State moved = states.remove(step.from());
                if (moved != null) {
                    states.put(key, moved);
                }
            }
            if (wanted.test(key)) {
                add(entry, row, states.computeIfAbsent(key, k -> new State()));
            }
            if (step != null && step.isByPerson() && wanted.test(step.to())) {
                carry(step);
            }
        }
    }

    /** What was written to a row goes with it to the key that a person gave it; its pins stay with the one that it had. */
    private void carry(KeyStep step) {
        State from = states.computeIfAbsent(step.from(), k -> new State());
        State to = states.computeIfAbsent(step.to(), k -> new State());
        to.columns.clear();
        from.columns.forEach((column, written) -> to.columns.put(column, written.withFormerKey()));
        to.left = false;
        from.left = true;
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
            case RETIRED -> state.columns.clear();
            case DELETED -> {
                if (row.columns().isEmpty()) {
                    state.columns.clear();
                } else {
                    // It is marked, and holds what it held.
                    wrote(entry, row, state);
                }
            }
            default -> {
                if (row.kind() == EntryKind.PLANTED
                        || row.kind() == EntryKind.CREATED
                        || state.left && row.before().isEmpty()) {
                    state.columns.clear();
                }
                state.left = false;
                wrote(entry, row, state);
            }
        }
    }

    private static void wrote(Entry entry, BodyReader row, State state) {
        Map<String, Map<String, @Nullable String>> written = new LinkedHashMap<>();
        row.columns()
                .forEach((name, text) -> written.computeIfAbsent(KeyStep.column(name), c -> new LinkedHashMap<>())
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
                        texts,
                        false)));
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
