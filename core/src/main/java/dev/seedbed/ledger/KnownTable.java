package dev.seedbed.ledger;

import dev.seedbed.plan.LedgerView;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link LedgerMemory} keeps of one table: which rows are known, what is known of those that were asked for. */
final class KnownTable {
    /** Most rows of which all is kept; a plan that asks for more reads the ledger. */
    private static final int MOST_ROWS = 20_000;

    private final Set<String> kept = new HashSet<>();
    private final KnownRows rows = new KnownRows(kept::contains, ReferredRenames.NONE);
    private final RowIndex index = new RowIndex();

    /** By the keys that people gave to rows, those that the rows had before. */
    private final Map<String, Set<String>> formerKeys = new HashMap<>();

    private boolean renamed;

    /** Reads some entries of the table. */
    @FunctionalInterface
    interface Entries {
        void each(Set<Long> wanted, Taker taker) throws SQLException;
    }

    @FunctionalInterface
    interface Taker {
        void take(LedgerBody body);
    }

    /** Takes in an entry; they come in their order. */
    void add(LedgerBody body) {
        BodyReader row = new BodyReader(body.text());
        while (!renamed && row.next()) {
            renamed = row.kind() == EntryKind.RENAMED;
            if (!renamed) {
                rows.add(body, row);
                KeyStep step = KeyStep.of(row);
                index.add(body.seq(), row, step != null);
                if (step != null) {
                    formerKeys.computeIfAbsent(step.to(), to -> new HashSet<>()).add(step.from());
                }
            }
        }
    }

    /** True where a run renamed a row, so that only all entries together tell which row one is about. */
    boolean isRenamed() {
        return renamed;
    }

    /** The entries that tell what was written to some rows. */
    Set<Long> entries(Set<String> keys) {
        return index.entries(keys);
    }

    /** Some keys, and those that rows had before people gave them these. */
    Set<String> withFormerKeys(Set<String> keys) {
        if (formerKeys.isEmpty()) {
            return keys;
        }
        Set<String> all = new HashSet<>(keys);
        Deque<String> open = new ArrayDeque<>(keys);
        while (!open.isEmpty()) {
            for (String former : formerKeys.getOrDefault(open.remove(), Set.of())) {
                if (all.add(former)) {
                    open.add(former);
                }
            }
        }
        return all;
    }

    /** What is known; null where too many rows are wanted. */
    LedgerView.@Nullable Rows rows(Set<String> wanted, Entries entries) throws SQLException {
        Set<String> further = new HashSet<>();
        for (String key : wanted) {
            if (!kept.contains(key) && index.has(key)) {
                further.add(key);
            }
        }
        if (further.size() + kept.size() > MOST_ROWS) {
            return null;
        }
        if (!further.isEmpty()) {
            KnownRows read = new KnownRows(further::contains, ReferredRenames.NONE);
            entries.each(index.entries(further), read::add);
            rows.take(read);
            kept.addAll(further);
        }
        return new LedgerView.Rows() {
            @Override
            public boolean isEmpty() {
                return rows.isEmpty();
            }

            @Override
            public boolean knows(String key) {
                return rows.knows(key);
            }

            @Override
            public LedgerView.@Nullable Row row(String key) {
                return wanted.contains(key) ? rows.row(key) : null;
            }
        };
    }
}
