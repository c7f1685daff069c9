package dev.seedbed.ledger;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Who writes entries, when and why.
 *
 * @param id one text for all entries of a run, which no other run has
 * @param at the time that the entries tell, unless the ledger holds a later one already
 * @param mode that of a run, or the command that writes, such as {@code pin}
 * @param reason null where nobody gave one
 */
public record LedgerRun(
        String id,
        Instant at,
        String actor,
        String mode,
        String environment,
        @Nullable String reason) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-").withZone(ZoneOffset.UTC);

    /** With an id of its own, such as {@code 20260301-100000-1f3a9c0e}. */
    public static LedgerRun of(Instant at, String actor, String mode, String environment, @Nullable String reason) {
        String random = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
        return new LedgerRun(ID.format(at) + random, at, actor, mode, environment, reason);
    }

    /** The same under an id that the caller chose. */
    public LedgerRun called(String other) {
        return new LedgerRun(other, at, actor, mode, environment, reason);
    }

    /** As it stands in entries: UTC, to the microsecond, so that texts are in order where times are. */
    static String time(Instant at) {
        return TIME.format(at);
    }
}
