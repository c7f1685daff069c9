package dev.seedbed.benchmarks;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import org.postgresql.ds.PGSimpleDataSource;

/** {@code seedbed fill} without the command line. */
final class FillProgram {
    private FillProgram() {}

    public static void main(String[] arguments) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(arguments[0]);
        source.setPrepareThreshold(0);
        Report report = Seedbed.on(source)
                .seeds(arguments[1])
                .environment("production")
                .build()
                .fill();
        if (report.outcome() != Outcome.APPLIED && report.outcome() != Outcome.NOTHING_TO_DO) {
            throw new IllegalStateException(report.outcome() + " " + report.errors());
        }
    }
}
