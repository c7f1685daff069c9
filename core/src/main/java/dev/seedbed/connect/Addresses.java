package dev.seedbed.connect;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Addresses in environment variables. */
public final class Addresses {
    private Addresses() {}

    /** What {@code SEEDBED_URL}, else {@code DATABASE_URL}, else {@code PG*} say; null where none of them is set. */
    public static @Nullable Address ofVariables(Function<String, @Nullable String> variables, Path directory) {
        String url = variables.apply("SEEDBED_URL");
        if (url == null) {
            url = variables.apply("DATABASE_URL");
        }
        return url == null ? PostgresUrl.ofVariables(variables) : Address.of(url, directory);
    }
}
