package dev.seedbed.maven;

import dev.seedbed.LintReport;
import dev.seedbed.connect.Database;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.LintText;
import dev.seedbed.show.Paint;
import dev.seedbed.show.ProblemText;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Checks seed files, and where a database is named, also against its tables. Only reads; warnings do not fail the build. */
@Mojo(name = "lint", requiresProject = false, threadSafe = true, defaultPhase = LifecyclePhase.VALIDATE)
public final class LintMojo extends DatabaseMojo {
    @Override
    void act() {
        Places places = places();
        Database database = database(places);
        LintReport report = on(places, database).build().lint();
        report.warnings().forEach(warning -> getLog().warn(SeedbedMojo.NAMES.in(warning.toString())));
        say(new LintText(new ProblemText(Paint.OFF), Paint.OFF).summary(report, database != null));
        if (!report.errors().isEmpty()) {
            throw new SeedException(report.errors());
        }
    }
}
