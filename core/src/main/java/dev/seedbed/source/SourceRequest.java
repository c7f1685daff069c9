package dev.seedbed.source;

import dev.seedbed.seed.Seeder;
import java.nio.file.Path;
import java.util.List;

/**
 * Where seeds are looked for.
 *
 * @param locations directories, single files, and {@code classpath:} followed by a folder or file; relative ones start
 *     at {@code baseDirectory}
 * @param seeders seeders written in Java, read after all files, in this order
 * @param discoverSeeders whether seeders that {@link java.util.ServiceLoader} finds are used as well; a
 *     class that {@code seeders} already holds is not used twice. Formats are always discovered
 * @param classLoader for {@code classpath:} and for discovery
 * @param baseDirectory start of relative locations; places in errors and reports are shown relative to it
 */
public record SourceRequest(
        List<String> locations,
        List<Seeder> seeders,
        boolean discoverSeeders,
        ClassLoader classLoader,
        Path baseDirectory) {
    public SourceRequest {
        locations = List.copyOf(locations);
        seeders = List.copyOf(seeders);
    }

    /** Files alone, relative to the working directory, with the class loader of the current thread. */
    public static SourceRequest of(String... locations) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return new SourceRequest(
                List.of(locations),
                List.of(),
                false,
                context == null ? ClassLoader.getSystemClassLoader() : context,
                Path.of(""));
    }
}
