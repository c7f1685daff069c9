package dev.seedbed.ledger;

import dev.seedbed.seed.SeedException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entries that cannot be changed unseen: each holds a hash over what it says and over the hash of the one before. Whoever
 * adds one must hold, until it is committed, a lock that lets nobody else add one. Thread-safe.
 */
public final class HashChain {
    private final ChainKind kind;
    private final LedgerKey key;

    /** @param key what seals new entries; {@link LedgerKey#NONE} for plain hashes */
    public HashChain(ChainKind kind, LedgerKey key) {
        this.kind = kind;
        this.key = key;
    }

    /** A time as it stands in entries: UTC, to the microsecond, so that texts are in order where times are. */
    public static String time(Instant at) {
        return LedgerRun.time(at);
    }

    /**
     * Looks whether entries may be added behind one.
     *
     * @param last null where there is none
     * @throws SeedException refused where it is sealed with a key that is not given
     */
    public void mayFollow(@Nullable Link last) {
        if (last != null && key.isNone() && !last.seal().equals(Seal.PLAIN)) {
            throw SeedException.refused(
                    "The " + kind.name()
                            + " is sealed with a key, and none is given: what is to be written could not be told"
                            + " from what somebody else wrote.",
                    "entry " + last.seq() + ", sealed with " + last.seal(),
                    "set " + LedgerKey.VARIABLE + " to the key");
        }
        if (last != null && !key.knows(last.seal())) {
            throw SeedException.refused(
                    "The " + kind.name() + " is sealed with another key than the one that is given.",
                    "entry " + last.seq() + ", sealed with " + last.seal(),
                    "set " + LedgerKey.VARIABLE + " to that key; to change it, to the new and the old one with a comma"
                            + " between them");
        }
    }

    /**
     * The place of the next entry.
     *
     * @param last the one before; null where there is none
     * @param at when it happened; where the one before tells a later time, that one counts
     * @param says all that the entry says, in an order of its kind, given the time that it tells
     */
    public Link next(@Nullable Link last, Instant at, Function<String, List<@Nullable String>> says) {
        String time = time(at);
        if (last != null && last.writtenAt().compareTo(time) > 0) {
            time = last.writtenAt();
        }
        long seq = last == null ? 1 : last.seq() + 1;
        String previous = last == null ? Link.FIRST : last.hash();
        String hash = hash(key.seal(key.seal()), kind, seq, says.apply(time), key.seal(), previous);
        return new Link(seq, time, key.seal(), previous, hash);
    }

    /** @param noted the head that was kept elsewhere; null for none */
    public ChainVerifier verifier(@Nullable LedgerHead noted) {
        return new ChainVerifier(kind, key, noted);
    }

    static String hash(
            Seal with, ChainKind kind, long seq, List<@Nullable String> says, String seal, String previousHash) {
        with.add(kind.title());
        with.add(Long.toString(seq));
        says.forEach(with::add);
        with.add(seal);
        with.add(previousHash);
        return with.hash();
    }
}
