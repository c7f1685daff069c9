package dev.seedbed.liquibase;

import liquibase.configuration.AutoloadedConfigurations;
import liquibase.configuration.ConfigurationDefinition;

/**
 * What may be said of Seedbed wherever Liquibase is configured: in {@code liquibase.properties} as
 * {@code seedbed.after-migrate}, in the environment as {@code SEEDBED_AFTER_MIGRATE}, as a system property, or on the
 * command line as {@code --seedbed-after-migrate}. It goes before {@code seedbed.yaml}. Liquibase makes an instance.
 */
public final class SeedbedSettings implements AutoloadedConfigurations {
    private static final ConfigurationDefinition.Builder BUILDER = new ConfigurationDefinition.Builder("seedbed");

    /** What follows an update: {@code fill}, {@code init}, {@code update} or {@code off}. */
    public static final ConfigurationDefinition<String> AFTER_MIGRATE = BUILDER.define("afterMigrate", String.class)
            .setDescription("What Seedbed does after update: fill, init, update or off. Else seedbed.yaml says it.")
            .build();

    /** Where the seeds are; commas stand between several places. */
    public static final ConfigurationDefinition<String> SEEDS = BUILDER.define("seeds", String.class)
            .setDescription("Where Seedbed's seeds are: directories or classpath: places. Else seedbed.yaml says it.")
            .build();

    /** The environment of the run; goes before contexts that name one. */
    public static final ConfigurationDefinition<String> ENVIRONMENT = BUILDER.define("environment", String.class)
            .setDescription("What the database is for, to Seedbed. Else a context that names an environment says it.")
            .build();
}
