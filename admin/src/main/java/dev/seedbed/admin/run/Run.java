package dev.seedbed.admin.run;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan being applied, or that was.
 *
 * @param state {@code running}, or the outcome of a report. It is {@code applied} exactly where the database has what was
 *     applied, since both are written in one transaction
 * @param finishedAt null while it runs
 * @param progress how far it is; null where it does not run in this process
 * @param report as JSON; null while it runs, and where the process ended before it could keep it
 */
public record Run(
        UUID id,
        UUID plan,
        String mode,
        String startedBy,
        Instant startedAt,
        @Nullable String reason,
        String state,
        @Nullable Instant finishedAt,
        @Nullable Progress progress,
        @Nullable String report) {

    /** How far a run is. */
    public record Progress(String activity, String table, long rows, long of) {}
}
