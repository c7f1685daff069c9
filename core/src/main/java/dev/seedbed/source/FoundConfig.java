package dev.seedbed.source;

import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the configuration of a program, and its seeds, where they are shipped with it. */
final class FoundConfig {
    private static final String SEEDS = SeedbedConfig.DEFAULTS.seeds().get(0);

    private final Path directory;
    private final ClassLoader classPath;

    private FoundConfig(Path directory, ClassLoader classPath) {
        this.directory = directory;
        this.classPath = classPath;
    }

    static SeedbedConfig find(Path directory, ClassLoader classPath) {
        return new FoundConfig(directory, classPath).find();
    }

    /** What the file says, without a look for seeds. */
    static SeedbedConfig findFile(Path directory, ClassLoader classPath) {
        FoundConfig found = new FoundConfig(directory, classPath);
        if (found.hasFile()) {
            return SeedbedConfig.readFrom(directory);
        }
        URL shipped = found.shipped();
        return shipped == null ? SeedbedConfig.DEFAULTS : read(shipped);
    }

    private SeedbedConfig find() {
        if (hasFile()) {
            SeedbedConfig config = SeedbedConfig.readFrom(directory);
            return config.seeds().equals(List.of(SEEDS)) && !isBeside() ? config.withSeeds(shippedOrBeside()) : config;
        }
        URL shipped = shipped();
        if (shipped == null) {
            return SeedbedConfig.DEFAULTS.withSeeds(shippedOrBeside());
        }
        SeedbedConfig config = read(shipped);
        return config.withSeeds(
                config.seeds().equals(List.of(SEEDS))
                        ? shippedOrBeside()
                        : config.seeds().stream().map(this::shipped).toList());
    }

    private @Nullable URL shipped() {
        URL shipped = classPath.getResource(SeedbedConfig.FILE);
        URL other = shipped == null ? classPath.getResource(SeedbedConfig.OTHER_FILE) : null;
        if (other != null) {
            throw SeedbedConfig.misnamed(other.toString());
        }
        return shipped;
    }

    private boolean hasFile() {
        return SeedbedConfig.isIn(directory);
    }

    private static SeedbedConfig read(URL shipped) {
        return ConfigReader.read(
                () -> {
                    URLConnection connection = shipped.openConnection();
                    // A jar that is cached stays open, and is not read again where it was replaced.
                    connection.setUseCaches(false);
                    return connection.getInputStream();
                },
                Locations.CLASSPATH + SeedbedConfig.FILE);
    }

    private String shipped(String place) {
        return place.startsWith(Locations.CLASSPATH) || Path.of(place).isAbsolute()
                ? place
                : Locations.CLASSPATH + place;
    }

    private List<String> shippedOrBeside() {
        if (isShipped()) {
            return List.of(Locations.CLASSPATH + SEEDS);
        }
        return isBeside() ? List.of(SEEDS) : List.of();
    }

    private boolean isBeside() {
        return Files.isDirectory(directory.resolve(SEEDS));
    }

    private boolean isShipped() {
        if (classPath.getResource(SEEDS) != null) {
            return true;
        }
        try {
            List<SeedRoot> roots = ClasspathRoots.find(Locations.CLASSPATH + SEEDS, SEEDS, classPath);
            SeedSources.close(roots);
            return !roots.isEmpty();
        } catch (IOException e) {
            throw new SeedException(
                    Problem.of(
                            "The class path cannot be searched for seeds: " + FileFailure.why(e) + ".",
                            Location.of(Locations.CLASSPATH + SEEDS),
                            "name the seeds location"),
                    e);
        }
    }
}
