package dev.seedbed.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The seeds of both systems in a directory for one telling, as a project would have them.
 *
 * @param directory the project's; seeds stand in {@code seeds} below it
 */
record DemoFiles(Path directory) implements AutoCloseable {
    /** What a jar holds cannot be listed, so the names stand here. */
    private static final List<String> SEEDS = List.of(
            "dashtam/seeds/providers.yaml",
            "dashtam/seeds/rbac.yaml",
            "inventory/seeds/dev-account.yaml",
            "inventory/seeds/developers.yaml",
            "inventory/seeds/permissions.yaml",
            "inventory/seeds/roles.yaml",
            "inventory/seeds/tiers.yaml",
            "inventory/seeds/unit.csv");

    private static final List<String> RELEASE_2 =
            List.of("inventory/release-2/permissions.yaml", "inventory/release-2/tiers.yaml");

    /** What the system that is served has besides. */
    private static final List<String> SERVED = List.of("served/seeds/country.csv", "served/seeds/settings.yaml");

    private static final List<String> SERVED_RELEASE_2 =
            List.of("served/release-2/country.csv", "served/release-2/settings.yaml");

    static DemoFiles unpack() {
        return unpack(SEEDS);
    }

    static DemoFiles unpackServed() {
        return unpack(Stream.concat(SEEDS.stream(), SERVED.stream()).toList());
    }

    private static DemoFiles unpack(List<String> resources) {
        try {
            DemoFiles files = new DemoFiles(Files.createTempDirectory("seedbed-demo"));
            resources.forEach(files::copy);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the files that the second release changed. */
    void release2() {
        RELEASE_2.forEach(this::copy);
    }

    void servedRelease2() {
        SERVED_RELEASE_2.forEach(this::copy);
    }

    /** The statements that make the tables of a system. */
    static List<String> schema(String system) {
        return Stream.of(text(system + "/schema.sql").split(";\\s*\\n"))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private void copy(String resource) {
        String[] parts = resource.split("/");
        Path file = directory.resolve("seeds").resolve(parts[0]).resolve(parts[2]);
        try {
            Files.createDirectories(directory.resolve("seeds").resolve(parts[0]));
            Files.writeString(file, text(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = DemoFiles.class.getResourceAsStream("/demo/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("\"" + resource + "\" is not in this build.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
