package dev.seedbed.ledger;

import dev.seedbed.plan.LedgerView;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link LedgerMemory} keeps of one table: which rows are known, what is known of those that were asked for. */
final class KnownTable {
    /** Most rows of which all is kept; a plan that asks for more reads the ledger. */
    private static final int MOST_ROWS = 20_000;

    private final Set<String> kept = new HashSet<>();
    private final KnownRows rows = new KnownRows(kept::contains, ReferredRenames.NONE);
    private final RowIndex index = new RowIndex();
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
                index.add(body.seq(), row);
            }
        }
    }

    /** True where a row has had another key, so that only all entries together tell which row one is about. */
    boolean isRenamed() {
        return renamed;
    }

    RowIndex index() {
        return index;
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
