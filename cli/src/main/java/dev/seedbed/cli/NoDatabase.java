package dev.seedbed.cli;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.List;

/** The answer to a run that was given no database. */
final class NoDatabase {
    private static final String NOT_SET =
            "--url, SEEDBED_URL, DATABASE_URL, PGHOST or PGDATABASE, and url in seedbed.yaml are not set";

    private NoDatabase() {}

    /** @param command that needs one */
    static SeedException isNamed(String command) {
        return isNamed(command, """

                without seeds yet:    seedbed new     writes seedbed.yaml and a first seeder
                without a database:   seedbed demo    shows it all on one of its own""");
    }

    static SeedException toServe() {
        return new SeedException(
                SeedException.Kind.USAGE, List.of(new Problem("No database is named.", NOT_SET, """
                        name the database, with its tables already made by your migrations:
                          seedbed serve --url postgres://app@localhost/app    password in SEEDBED_PASSWORD
                          seedbed serve --url h2:./data/app --user sa
                        without a database:   seedbed serve --demo    has one of its own""")), null);
    }

    static SeedException toExport() {
        return isNamed("seedbed export --table NAME", "");
    }

    private static SeedException isNamed(String command, String otherwise) {
        return new SeedException(
                SeedException.Kind.USAGE,
                List.of(new Problem(
                        "No database is named.",
                        NOT_SET,
                        "name the database, with its tables already made by your migrations:\n"
                                + "  " + command
                                + " --url postgres://app@localhost/app    password in SEEDBED_PASSWORD\n"
                                + "  " + command + " --url sqlite:path/to/app.db\n"
                                + "  " + command + " --url h2:./data/app" + otherwise)),
                null);
    }
}
