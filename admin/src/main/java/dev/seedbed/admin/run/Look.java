package dev.seedbed.admin.run;

import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import dev.seedbed.show.Drift;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the database differs from its seeds.
 *
 * @param report null where seeds and database do not fit together
 * @param drift rows that differ, by the way in which they do
 * @param problems why there is no report, or what it failed at
 */
public record Look(@Nullable Report report, List<Drift.Kind> drift, List<Problem> problems) {}
