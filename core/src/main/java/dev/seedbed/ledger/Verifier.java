package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.seed.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the chain from the first entry to the last and says where it is broken. */
public final class Verifier {
    private static final int MOST_PROBLEMS = 50;
    private static final String MEND =
            "compare it with a backup of the database, and find out who may write to the table";

    private final LedgerTable table;
    private final LedgerKey key;
    private final @Nullable LedgerHead noted;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Entry> unfitting = new ArrayList<>();
    private long entries;
    private long omitted;
    private long lastKeyed;
    private @Nullable Entry firstUnkeyed;
    private long unverified;
    private @Nullable Entry last;
    private long headFoundAt;

    /** @param noted the head that was kept elsewhere; null for none */
    public Verifier(Dialect dialect, TableName ledger, LedgerKey key, @Nullable LedgerHead noted) {
        this.table = new LedgerTable(dialect, ledger);
        this.key = key;
        this.noted = noted;
    }

    /** Reads all entries in a stream, in the transaction that the connection is in. */
    public Verification run(Connection connection) throws SQLException {
        LedgerTable.read(connection, table.select() + " order by seq", List.of(), row -> look(Entry.of(row)));
        unfitting.forEach(this::sayWhatDoesNotFit);
        checkSeals();
        checkHead();
        return new Verification(
                entries,
                last == null ? null : last.head(),
                problems,
                omitted,
                unverified,
                new Unknowable(key, noted).list());
    }

    private void look(Entry entry) {
        entries++;
        Entry previous = last;
        long expected = previous == null ? 1 : previous.seq() + 1;
        if (entry.seq() > expected) {
            missing(expected, entry.seq() - 1, previous);
        } else if (entry.seq() < expected) {
            problem("Entry " + entry.seq() + " has a number that no entry of a ledger has.", entry);
        } else if (!entry.previousHash().equals(previous == null ? Entry.FIRST : previous.hash())) {
            problem(
                    previous == null
                            ? "Entry 1 was not the first: it was written after an entry that is not there."
                            : "Entry " + entry.seq() + " was not written after entry " + previous.seq()
                                    + " as it is now: one of the two was replaced.",
                    entry);
        }
        if (!key.knows(entry.seal())) {
            unverified++;
            problem(
                    "Entry " + entry.seq() + " cannot be verified: it is sealed with \"" + entry.seal()
                            + "\", a key that is not given.",
                    entry,
                    "give that key too: " + LedgerKey.VARIABLE
                            + " takes several, with commas in between; nobody knowing it, " + MEND);
        } else if (!entry.hash().equals(entry.computed(key.seal(entry.seal()), entry.seq()))) {
            keep(entry);
        }
        if (previous != null && entry.writtenAt().compareTo(previous.writtenAt()) < 0) {
            problem(
                    "Entry " + entry.seq() + " tells a time before that of entry " + previous.seq() + " ("
                            + entry.writtenAt() + " and " + previous.writtenAt()
                            + "): one of the two was dated otherwise.",
                    entry);
        }
        if (entry.seal().equals(Seal.PLAIN)) {
            firstUnkeyed = firstUnkeyed == null ? entry : firstUnkeyed;
        } else {
            lastKeyed = entry.seq();
            firstUnkeyed = null;
        }
        if (noted != null && entry.hash().equals(noted.hash())) {
            headFoundAt = entry.seq();
        }
        last = entry;
    }

    private void missing(long from, long to, @Nullable Entry previous) {
        problem(
                from == to ? "Entry " + from + " is missing." : "Entries " + from + " to " + to + " are missing.",
                previous == null ? "ledger, before its first entry" : "ledger, after entry " + previous.seq());
    }

    /** Entries that were exchanged are known by each other's numbers, so this waits until all are seen. */
    private void keep(Entry entry) {
        if (unfitting.size() < MOST_PROBLEMS) {
            unfitting.add(entry);
        } else {
            omitted++;
        }
    }

    private void sayWhatDoesNotFit(Entry entry) {
        Seal seal = key.seal(entry.seal());
        for (Entry other : unfitting) {
            if (other.seq() != entry.seq() && entry.computed(seal, other.seq()).equals(entry.hash())) {
                problem(
                        "Entry " + entry.seq() + " was written as entry " + other.seq()
                                + ": the order of entries was changed.",
                        entry);
                return;
            }
        }
        problem(
                "Entry " + entry.seq() + " was changed after it was written: its hash is not that of what it says.",
                entry);
    }

    /** Whoever rewrites a ledger without its key can but leave the key out. */
    private void checkSeals() {
        Entry unkeyed = firstUnkeyed;
        if (unkeyed == null || last == null) {
            return;
        }
        boolean one = unkeyed.seq() == last.seq();
        String which =
                one ? "Entry " + unkeyed.seq() + " is" : "Entries " + unkeyed.seq() + " to " + last.seq() + " are";
        if (lastKeyed > 0) {
            problem(which + " sealed without a key, although entry " + lastKeyed + " is sealed with one.", unkeyed);
        } else if (!key.isNone() && last.seq() > headFoundAt) {
            problem(
                    which + " sealed without a key, although one is given: written before there was a key, or by"
                            + " somebody who does not know it.",
                    unkeyed,
                    "if the key is new, have it seal the ledger (seedbed ledger enable), and until then name a head"
                            + " that was kept elsewhere (--head)");
        }
    }

    private void checkHead() {
        LedgerHead head = noted;
        if (head == null || headFoundAt > 0) {
            return;
        }
        long count = last == null ? 0 : last.seq();
        String where = "ledger, head " + head;
        if (head.seq() > count) {
            problem(
                    head.seq() == count + 1
                            ? "Entry " + head.seq() + " is missing: it was cut off the end."
                            : "Entries " + (count + 1) + " to " + head.seq()
                                    + " are missing: they were cut off the end.",
                    where);
        } else if (head.seq() > 0) {
            problem("Entry " + head.seq() + " is another one than was noted: it or one before it was replaced.", where);
        } else {
            problem(
                    "No entry has the hash that was noted: it was cut off, or it or one before it was replaced.",
                    where);
        }
    }

    private void problem(String message, Entry entry) {
        problem(message, entry, MEND);
    }

    private void problem(String message, Entry entry, String mend) {
        add(new Problem(
                message,
                "ledger, entry " + entry.seq() + " (" + entry.writtenAt() + ", run " + entry.runId() + " by "
                        + entry.actor() + ")",
                mend));
    }

    private void problem(String message, String where) {
        add(new Problem(message, where, MEND));
    }

    private void add(Problem problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        } else {
            omitted++;
        }
    }

    /** What no look at the table alone could find. */
    private record Unknowable(LedgerKey key, @Nullable LedgerHead noted) {
        List<String> list() {
            List<String> unknowable = new ArrayList<>();
            if (key.isNone() && noted == null) {
                unknowable.add(
                        "Without a key (" + LedgerKey.VARIABLE + ") whoever may write to the table can change"
                                + " entries and compute all hashes anew; a head that was kept elsewhere (--head) would show it.");
            } else if (key.isNone()) {
                unknowable.add("Without a key (" + LedgerKey.VARIABLE + ") whoever may write to the table can change"
                        + " entries after the noted head and compute their hashes anew.");
            }
            unknowable.add(
                    noted == null
                            ? "Entries that were cut off the end are not missed without a head that was kept elsewhere"
                                    + " (--head)."
                            : "Entries that were cut off after the noted head are not missed.");
            return unknowable;
        }
    }
}
