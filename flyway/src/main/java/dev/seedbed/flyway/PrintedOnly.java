package dev.seedbed.flyway;

import org.flywaydb.core.api.configuration.Configuration;

/** Notices a dry run, which prints what would be done: seeds are no SQL to be printed, and nothing is to be written. */
final class PrintedOnly {
    private PrintedOnly() {}

    static boolean isAsked(Configuration flyway) {
        try {
            return flyway.getDryRunOutput() != null;
        } catch (RuntimeException | LinkageError e) {
            // Editions that know no dry run may say so by failing.
            return false;
        }
    }
}
