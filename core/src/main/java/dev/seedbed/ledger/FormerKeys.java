package dev.seedbed.ledger;

import dev.seedbed.plan.LedgerView;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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

    /**
     * The steps that entries of a table tell, in their order, or only those of them that may have led to a key: in one statement,
     * and one more for each time that the row took another key. Of a row that had very many keys all steps are read at once.
     *
     * @param meant which entries count
     */
    static List<Placed> steps(
            Connection connection,
            LedgerTable ledger,
            String table,
            Map<String, @Nullable String> key,
            Predicate<Entry> meant)
            throws SQLException {
        List<Placed> all = new ArrayList<>();
        Map<String, Map<String, @Nullable String>> reached = new HashMap<>(Map.of(LedgerView.key(key), key));
        List<Map<String, @Nullable String>> open = List.of(key);
        while (!open.isEmpty()) {
            if (reached.size() > BodiesWith.MOST_KEYS) {
                all.clear();
                read(connection, ledger, table, BodiesWith.ANYTHING, meant, all::add);
                return all;
            }
            Set<String> wanted = new HashSet<>();
            open.forEach(each -> wanted.add(LedgerView.key(each)));
            List<Map<String, @Nullable String>> next = new ArrayList<>();
            read(connection, ledger, table, BodiesWith.anyOf(open), meant, placed -> {
                if (wanted.contains(placed.step().to())) {
                    all.add(placed);
                    Map<String, @Nullable String> former = placed.step().former();
                    if (reached.putIfAbsent(placed.step().from(), former) == null) {
                        next.add(former);
                    }
                }
            });
            open = next;
        }
        all.sort(Comparator.comparingLong(Placed::seq).thenComparingInt(Placed::row));
        return all;
    }

    private static void read(
            Connection connection,
            LedgerTable ledger,
            String table,
            BodiesWith bodies,
            Predicate<Entry> meant,
            Consumer<Placed> taker)
            throws SQLException {
        List<String> parameters = new ArrayList<>(List.of(table));
        parameters.addAll(bodies.parameters());
        LedgerTable.read(
                connection,
                ledger.select() + " where table_name = ?" + WITH_STEPS + bodies.condition() + " order by seq",
                parameters,
                row -> {
                    Entry entry = Entry.of(row);
                    if (meant.test(entry)) {
                        steps(entry).forEach(taker);
                    }
                });
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

    /**
     * All that it had.
     *
     * @param latest the one that it was asked for by, which comes first
     */
    Set<Map<String, @Nullable String>> all(Map<String, @Nullable String> latest) {
        Set<Map<String, @Nullable String>> all = new LinkedHashSet<>();
        all.add(latest);
        steps.forEach(placed -> all.add(placed.step().former()));
        return all;
    }
}
