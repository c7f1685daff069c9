package dev.seedbed.ledger;

/**
 * Which chain it is, and how it is spoken of.
 *
 * @param title what each of its hashes begins with, so that an entry of one chain is none of another
 * @param name how messages call what it is the chain of, such as {@code ledger}
 * @param sealing how a new key is made to seal it
 */
public record ChainKind(String title, String name, String sealing) {
    static final ChainKind LEDGER =
            new ChainKind("seedbed ledger 1", "ledger", "have it seal the ledger (seedbed ledger enable)");
}
