package dev.seedbed.maven;

import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Drift;
import dev.seedbed.show.Paint;
import dev.seedbed.show.StatusText;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** How the database differs from its seeds, by kind. Only reads. */
@Mojo(name = "status", requiresProject = false, threadSafe = true)
public final class StatusMojo extends AheadMojo {
    /** Fails where the mode would write, or rows are blocked. */
    @Parameter(property = "seedbed.exit-code", defaultValue = "false")
    boolean exitCode;

    @Override
    void act() {
        Drift drift = new Drift();
        Report report = seedbed(drift).plan(mode());
        report.throwIfFailed();
        say(new StatusText(heading("status"), Paint.OFF, verbose).of(report, drift));
        if (exitCode && (report.writes() || report.blocked() > 0)) {
            throw new SeedException(new Problem(
                    "The database does not hold what the seeds declare.",
                    report.target() == null ? null : report.target().database(),
                    "see what is to be done with mvn seedbed:plan, and do it with mvn seedbed:" + mode));
        }
    }
}
