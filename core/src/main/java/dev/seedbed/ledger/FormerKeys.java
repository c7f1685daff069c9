package dev.seedbed.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The keys that one row had, place by place of a ledger, as the steps that led to the one that it was asked for by tell it. */
final class FormerKeys {
    /** For a query: entries in which rows may have taken other keys. */
    static final String WITH_STEPS = " and (kinds like '%renamed%' or kinds like '%changed%')";

    private final String key;

    /** Those that led to the key, the last one first. */
    private final List<Placed> steps = new ArrayList<>();

    /**
     * A step where it was written down.
     *
     * @param row which row of the entry it is
     */
    record Placed(int epoch, long seq, int row, KeyStep step) {
        private boolean isAfter(long otherSeq, int otherRow) {
            return seq > otherSeq || seq == otherSeq && row > otherRow;
        }
    }

    /**
     * The keys of a row.
     *
     * @param all the steps of all rows of its table, in their order
     */
    FormerKeys(String key, List<Placed> all) {
        this.key = key;
        String current = key;
        int epoch = -1;
        for (int i = all.size() - 1; i >= 0; i--) {
            Placed placed = all.get(i);
            // What a reset has emptied had its own names.
            current = placed.epoch() == epoch ? current : key;
            epoch = placed.epoch();
            if (placed.step().to().equals(current)) {
                steps.add(placed);
                current = placed.step().from();
            }
        }
    }

    /** The steps that entries of a table tell, in their order; in one statement. */
    static List<Placed> steps(Connection connection, LedgerTable ledger, String table, Predicate<Entry> meant)
            throws SQLException {
        List<Placed> all = new ArrayList<>();
        LedgerTable.read(
                connection,
                ledger.select() + " where table_name = ?" + WITH_STEPS + " order by seq",
                List.of(table),
                row -> {
                    Entry entry = Entry.of(row);
                    if (meant.test(entry)) {
                        all.addAll(steps(entry));
                    }
                });
        return all;
    }

    /** The steps that an entry tells. */
    static List<Placed> steps(Entry entry) {
        List<Placed> steps = new ArrayList<>();
        BodyReader row = new BodyReader(entry.body());
        try {
            for (int i = 0; row.next(); i++) {
                KeyStep step = KeyStep.of(row);
                if (step != null) {
                    steps.add(new Placed(entry.epoch(), entry.seq(), i, step));
                }
            }
        } catch (BodyReader.Unreadable e) {
            throw e.of("entry " + entry.seq());
        }
        return steps;
    }

    /** The key that the row had at some place of the ledger; of a step the one that it led to. */
    String at(Entry entry, int row) {
        String then = key;
        for (Placed placed : steps) {
            if (placed.epoch() == entry.epoch() && placed.isAfter(entry.seq(), row)) {
                then = placed.step().from();
            }
        }
        return then;
    }

    /** Those that it had before, the latest first. */
    Set<Map<String, @Nullable String>> former() {
        Set<Map<String, @Nullable String>> former = new LinkedHashSet<>();
        steps.forEach(placed -> former.add(placed.step().former()));
        return former;
    }
}
