package dev.seedbed.spring;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code seedbed.*}. What is null is as {@code seedbed.yaml} says, in the working directory or on the class
 * path, and where it is silent too, as by default.
 *
 * @param enabled false for an application that has the starter and is to plant nothing
 * @param seeds directories, files and {@code classpath:} places; default {@code classpath:seeds}
 * @param environment what the database is for; else {@code SEEDBED_ENV}; default {@code production}
 * @param afterMigrate {@code fill}, {@code init}, {@code update} or {@code off}; default {@code fill}
 * @param onBlocked {@code report} or {@code fail}; default {@code report}
 * @param schema of tables without one; default the connection's own
 * @param dataSource name of the bean; default the only one, or the primary one
 * @param actor who asks for a run, for the ledger; default the user of the database
 * @param reason why, for the ledger
 * @param health of the seeds
 * @param endpoint {@code /actuator/seeds}
 */
@ConfigurationProperties("seedbed")
public record SeedbedProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable List<String> seeds,
        @Nullable String environment,
        @Nullable String afterMigrate,
        @Nullable String onBlocked,
        @Nullable String schema,
        @Nullable String dataSource,
        @Nullable String actor,
        @Nullable String reason,
        @DefaultValue Health health,
        @DefaultValue Endpoint endpoint) {

    /** @param cache how long an answer stands before the database is asked again; default one minute */
    public record Health(Duration cache) {
        private static final Duration DEFAULT_CACHE = Duration.ofMinutes(1);

        // A default that were read as text would load all that Spring Boot reads durations with, at each start.
        public Health(@Nullable Duration cache) {
            this.cache = cache == null ? DEFAULT_CACHE : cache;
        }
    }

    /** @param update whether the endpoint also runs {@code update}; default false: it only reads */
    public record Endpoint(@DefaultValue("false") boolean update) {}
}
