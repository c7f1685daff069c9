package dev.seedbed.ledger;

/**
 * The place of an entry in a {@link HashChain}.
 *
 * @param seq 1 for the first entry, and one more for each that follows
 * @param writtenAt UTC, to the microsecond, as {@link HashChain#time} writes it; never before that of the entry before
 * @param seal what the hash was made with
 * @param previousHash the hash of the entry before; {@link #FIRST} for the first
 * @param hash over all that the entry says and over the rest of this
 */
public record Link(long seq, String writtenAt, String seal, String previousHash, String hash) {
    /** What stands for the hash before the first entry. */
    public static final String FIRST = "0".repeat(64);

    public LedgerHead head() {
        return new LedgerHead(seq, hash);
    }
}
