package dev.seedbed.benchmarks;

import org.flywaydb.core.Flyway;

/** Flyway with the folder of migrations that it is given. */
final class FlywayProgram {
    private FlywayProgram() {}

    public static void main(String[] arguments) {
        Flyway.configure()
                .dataSource(arguments[0], "postgres", "")
                .locations("filesystem:" + arguments[1])
                .baselineOnMigrate(true)
                .load()
                .migrate();
    }
}
