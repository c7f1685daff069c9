package dev.seedbed.ledger;

import dev.seedbed.seed.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain from its first entry to its last and says where it is broken: is shown the entries one by one, in the order of
 * their numbers, and asked for the result then. Not thread-safe.
 */
public final class ChainVerifier {
    private static final int MOST_PROBLEMS = 50;
    private static final String MEND =
            "compare it with a backup of the database, and find out who may write to the table";

    private final ChainKind kind;
    private final LedgerKey key;
    private final @Nullable LedgerHead noted;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Shown> unfitting = new ArrayList<>();
    private long entries;
    private long omitted;
    private long lastKeyed;
    private @Nullable Shown firstUnkeyed;
    private long unverified;
    private @Nullable Shown last;
    private long headFoundAt;

    ChainVerifier(ChainKind kind, LedgerKey key, @Nullable LedgerHead noted) {
        this.kind = kind;
        this.key = key;
        this.noted = noted;
    }

    /** An entry, with all that it says and how people know it. */
    private record Shown(Link link, List<@Nullable String> says, String known) {
        long seq() {
            return link.seq();
        }

        String seal() {
            return link.seal();
        }
    }

    /** What was found among all that were shown. */
    public Verification result() {
        unfitting.forEach(this::sayWhatDoesNotFit);
        checkSeals();
        checkHead();
        return new Verification(
                entries,
                last == null ? null : last.link().head(),
                problems,
                omitted,
                unverified,
                new Unknowable(key, noted).list());
    }

    /**
     * Shows the next entry.
     *
     * @param says what it says, as {@link HashChain#next} was given it
     * @param known what people know it by, such as who wrote it
     */
    public void show(Link link, List<@Nullable String> says, String known) {
        look(new Shown(link, says, known));
    }

    private void look(Shown entry) {
        entries++;
        Shown previous = last;
        long expected = previous == null ? 1 : previous.seq() + 1;
        if (entry.seq() > expected) {
            missing(expected, entry.seq() - 1, previous);
        } else if (entry.seq() < expected) {
            problem("Entry " + entry.seq() + " has a number that no entry of a " + kind.name() + " has.", entry);
        } else if (!entry.link()
                .previousHash()
                .equals(previous == null ? Link.FIRST : previous.link().hash())) {
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
        } else if (!isAs(entry, entry.seq())) {
            keep(entry);
        }
        if (previous != null
                && entry.link().writtenAt().compareTo(previous.link().writtenAt()) < 0) {
            problem(
                    "Entry " + entry.seq() + " tells a time before that of entry " + previous.seq() + " ("
                            + entry.link().writtenAt() + " and "
                            + previous.link().writtenAt()
                            + "): one of the two was dated otherwise.",
                    entry);
        }
        if (entry.seal().equals(Seal.PLAIN)) {
            firstUnkeyed = firstUnkeyed == null ? entry : firstUnkeyed;
        } else {
            lastKeyed = entry.seq();
            firstUnkeyed = null;
        }
        if (noted != null && entry.link().hash().equals(noted.hash())) {
            headFoundAt = entry.seq();
        }
        last = entry;
    }

    private void missing(long from, long to, @Nullable Shown previous) {
        problem(
                from == to ? "Entry " + from + " is missing." : "Entries " + from + " to " + to + " are missing.",
                previous == null
                        ? kind.name() + ", before its first entry"
                        : kind.name() + ", after entry " + previous.seq());
    }

    /** Entries that were exchanged are known by each other's numbers, so this waits until all are seen. */
    private void keep(Shown entry) {
        if (unfitting.size() < MOST_PROBLEMS) {
            unfitting.add(entry);
        } else {
            omitted++;
        }
    }

    /** Whether it has the hash that it ought to have, had it that number. */
    private boolean isAs(Shown entry, long seq) {
        Link link = entry.link();
        return link.hash()
                .equals(HashChain.hash(
                        key.seal(link.seal()), kind, seq, entry.says(), link.seal(), link.previousHash()));
    }

    private void sayWhatDoesNotFit(Shown entry) {
        for (Shown other : unfitting) {
            if (other.seq() != entry.seq() && isAs(entry, other.seq())) {
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
        Shown unkeyed = firstUnkeyed;
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
                    "if the key is new, " + kind.sealing() + ", and until then name a head that was kept elsewhere");
        }
    }

    private void checkHead() {
        LedgerHead head = noted;
        if (head == null || headFoundAt > 0) {
            return;
        }
        long count = last == null ? 0 : last.seq();
        String where = kind.name() + ", head " + head;
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

    private void problem(String message, Shown entry) {
        problem(message, entry, MEND);
    }

    private void problem(String message, Shown entry, String mend) {
        add(new Problem(
                message,
                kind.name() + ", entry " + entry.seq() + " (" + entry.link().writtenAt() + ", " + entry.known() + ")",
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
                unknowable.add("Without a key (" + LedgerKey.VARIABLE + ") whoever may write to the table can change"
                        + " entries and compute all hashes anew; a head that was kept elsewhere"
                        + " would show it.");
            } else if (key.isNone()) {
                unknowable.add("Without a key (" + LedgerKey.VARIABLE + ") whoever may write to the table can change"
                        + " entries after the noted head and compute their hashes anew.");
            }
            unknowable.add(
                    noted == null
                            ? "Entries that were cut off the end are not missed without a head that was kept elsewhere."
                            : "Entries that were cut off after the noted head are not missed.");
            return unknowable;
        }
    }
}
