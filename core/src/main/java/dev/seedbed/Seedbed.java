package dev.seedbed;

import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Progress;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Seeder;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one entry point.
 *
 * <pre>{@code
 * Report report = Seedbed.on(dataSource).seeds("classpath:seeds").environment("production").build().fill();
 * }</pre>
 */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class Seedbed {
    private Seedbed(Builder builder) {}

    /** Runs own their connections: each is taken from {@code dataSource}, committed and given back. */
    public static Builder on(DataSource dataSource) {
        return new Builder();
    }

    /** Runs join the caller's transaction: they lock and write, and never commit. */
    public static Builder on(Connection connection) {
        return new Builder();
    }

    /** For what needs no database: {@link #lint} and {@link #graph}. */
    public static Builder unconnected() {
        return new Builder();
    }

    public Report init() {
        return run(Mode.INIT);
    }

    public Report fill() {
        return run(Mode.FILL);
    }

    public Report run(Mode mode) {
        throw new IllegalStateException("being built");
    }

    /** What a run would do now; only reads. */
    public Report plan(Mode mode) {
        throw new IllegalStateException("being built");
    }

    public LintReport lint() {
        throw new IllegalStateException("being built");
    }

    public SeedGraph graph() {
        throw new IllegalStateException("being built");
    }

    /** How a {@link Seedbed} is put together. */
    public static final class Builder {
        private Builder() {}

        public Builder seeds(String... locations) {
            return this;
        }

        public Builder baseDirectory(Path directory) {
            return this;
        }

        public Builder seeders(Seeder... seeders) {
            return this;
        }

        public Builder discoverSeeders(boolean discover) {
            return this;
        }

        public Builder environment(String name) {
            return environment(name, "builder");
        }

        public Builder environment(String name, String declaredBy) {
            return this;
        }

        public Builder schema(@Nullable String schema) {
            return this;
        }

        public Builder onlySeeders(Collection<String> names) {
            return this;
        }

        public Builder onlyTables(Collection<String> names) {
            return this;
        }

        public Builder allowBlocked(boolean allow) {
            return this;
        }

        public Builder restore(boolean restore) {
            return this;
        }

        public Builder lockTimeout(Duration timeout) {
            return this;
        }

        public Builder statementTimeout(Duration timeout) {
            return this;
        }

        public Builder environmentVariables(Function<String, @Nullable String> variables) {
            return this;
        }

        public Builder clock(Clock clock) {
            return this;
        }

        public Builder progress(Progress progress) {
            return this;
        }

        /** Is given every change of a plan or run, also past those that the report lists. */
        public Builder changes(Consumer<RowChange> consumer) {
            return this;
        }

        public Seedbed build() {
            return new Seedbed(this);
        }
    }
}
