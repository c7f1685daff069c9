package dev.seedbed.admin.run;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan being applied, or that was.
 *
 * @param state {@code running}, the outcome of a report, or {@code lost} where the process that had it is gone: all of it
 *     was done or nothing, and the status of the seeds says which
 * @param finishedAt null while it runs, and where it is lost
 * @param progress how far it is; null where it does not run in this process
 * @param report as JSON; null while it runs, and where it is lost
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
