package dev.seedbed.source;

import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import java.util.List;

/**
 * A way to write seeds in a file, found by {@link java.util.ServiceLoader}: a short form of another module, such as
 * Casbin's. It is asked before the formats of Seedbed itself; two that take the same file are an error.
 */
public interface SeedFormat {
    /**
     * Whether it reads this file: by its {@linkplain SeedFile#name() name}, or by a
     * {@linkplain SeedFile#topLevelKeys() key} at the top of a YAML or JSON mapping.
     */
    boolean takes(SeedFile file);

    /**
     * Other files that this one names, as written in it. They are content of this seeder and not seeders of their own.
     * Default: none.
     */
    default List<String> contents(SeedFile file) {
        return List.of();
    }

    /**
     * The seeds of the file.
     *
     * @throws SeedException with all problems of the file; any other exception is reported as a fault of the format
     */
    SeedUnit read(SeedFile file);
}
