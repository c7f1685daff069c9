package dev.seedbed;

import dev.seedbed.seed.Problem;
import java.util.List;

/**
 * What {@code lint} found.
 *
 * @param errors what would make a run fail, here or on a database that lacks rows which are here
 * @param warnings what will bite one day
 * @param withDatabase true where the seeds were checked against a live catalogue too; seeds that cannot be read never are
 */
public record LintReport(List<Problem> errors, List<Problem> warnings, boolean withDatabase) {
    public LintReport {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }
}
