package dev.seedbed.admin.audit;

import dev.seedbed.admin.audit.ChainedTable.Draft;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.ledger.ChainKind;
import dev.seedbed.ledger.LedgerKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of changes of accounts, roles and runs, and that of refusals: two chains, of which nothing here changes or
 * deletes an entry. Thread-safe.
 */
public final class Trail {
    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_NAME = 400;
    private static final int LONGEST_PATH = 400;
    private static final int LONGEST_SOURCE = 64;
    private static final int LONGEST_WORD = 60;
    private static final int LONGEST_METHOD = 16;

    private static final String SEALING = "start the service with it, which seals the chain";

    private final AdminDatabase database;
    private final LedgerKey key;
    private final ChainedTable changes;
    private final ChainedTable refusals;
    private final Combined<Draft> refused;
    private final Counts counts;

    /** @param key what seals the entries, as those of the ledger; {@link LedgerKey#NONE} for plain hashes */
    public Trail(AdminDatabase database, LedgerKey key) {
        this(database, key, Counts.NONE);
    }

    /** @param counts hears of every entry that is there to stay */
    public Trail(AdminDatabase database, LedgerKey key, Counts counts) {
        this.database = database;
        this.counts = counts;
        this.key = key;
        this.changes = new ChainedTable(
                database,
                key,
                new ChainKind("seedbed admin audit 1", "trail of changes", SEALING),
                "audit",
                "seedbed_admin_audit",
                List.of("actor", "source", "action", "subject", "from_value", "to_value", "reason"),
                "action");
        this.refusals = new ChainedTable(
                database,
                key,
                new ChainKind("seedbed admin refusals 1", "trail of refusals", SEALING),
                "refusals",
                "seedbed_admin_refusal",
                List.of("actor", "source", "method", "path", "status", "code", "detail"),
                "code");
        this.refused = new Combined<>(drafts -> database.apart(() -> refusals.append(drafts)));
    }

    /**
     * A change.
     *
     * @param action such as {@code account.created}
     * @param subject the account, role or run
     * @param from null where nothing was there
     * @param to null where nothing is there now
     */
    public record Change(
            long id,
            Instant at,
            String actor,
            String source,
            String action,
            String subject,
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason) {}

    /**
     * A refusal.
     *
     * @param actor null for somebody who is not signed in
     * @param path without what stands behind {@code ?}, which may hold secrets
     */
    public record Refusal(
            long id,
            Instant at,
            @Nullable String actor,
            String source,
            String method,
            String path,
            int status,
            String code,
            String detail) {}

    /**
     * The same trail, written in somebody's transaction; whoever knows that it was committed calls {@link #stays}.
     *
     * @param within as {@link AdminDatabase#on} made it
     */
    public Trail on(AdminDatabase within) {
        return new Trail(within, key);
    }

    /** Tells those who count of an entry that was written {@link #on} somebody's transaction. */
    public void stays(String action) {
        counts.change(action);
    }

    /**
     * Looks whether entries may follow those that are there, and has a new key seal both chains.
     *
     * @throws dev.seedbed.seed.SeedException refused where the last entry is sealed with a key that is not given
     */
    public void begin() {
        String before = changes.otherSeal();
        if (before != null) {
            database.together(() -> change(By.SERVICE, "trail.sealed", "audit", before, changes.seal()));
        }
        String other = refusals.otherSeal();
        if (other != null) {
            refusal(
                    By.SERVICE.actor(),
                    By.SERVICE.source(),
                    "",
                    "",
                    0,
                    "sealed",
                    "No refusal: from here on entries are sealed with " + refusals.seal() + ", before with " + other
                            + ".");
        }
    }

    /**
     * Records a change, in the transaction that makes it, as the last thing before it is committed: whoever waits for the
     * chain holds all other locks already, so that nobody waits in a circle.
     *
     * @throws IllegalStateException outside of a transaction
     */
    public void change(By by, String action, String subject, @Nullable String from, @Nullable String to) {
        Draft draft = draft(
                cut(by.actor(), LONGEST_NAME),
                cut(by.source(), LONGEST_SOURCE),
                action,
                cut(subject, LONGEST_NAME),
                cut(from, Integer.MAX_VALUE),
                cut(to, Integer.MAX_VALUE),
                cut(by.reason(), LONGEST_TEXT));
        database.beforeCommit(() -> changes.append(List.of(draft)));
        database.afterCommit(() -> counts.change(action));
    }

    /** Records a refusal, in another transaction than that of what was refused. Refusals that come at once share one. */
    public void refusal(
            @Nullable String actor, String source, String method, String path, int status, String code, String detail) {
        refused.write(draft(
                cut(actor, LONGEST_NAME),
                cut(source, LONGEST_SOURCE),
                cut(method, LONGEST_METHOD),
                cut(path, LONGEST_PATH),
                status,
                cut(code, LONGEST_WORD),
                cut(detail, LONGEST_TEXT)));
        counts.refusal(status, code);
    }

    private Draft draft(@Nullable Object... values) {
        return new Draft(database.now().toInstant(), Arrays.asList(values));
    }

    ChainedTable changes() {
        return changes;
    }

    ChainedTable refusals() {
        return refusals;
    }

    /** NUL is text that PostgreSQL does not have; half a character is none at all, and would not be read as it was hashed. */
    private static @Nullable String cut(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .map(each -> each == 0 || (each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE)
                        ? 0xFFFD
                        : each)
                .forEach(clean::appendCodePoint);
        if (clean.length() <= longest) {
            return clean.toString();
        }
        int end = longest - 1;
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
