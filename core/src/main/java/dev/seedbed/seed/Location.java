package dev.seedbed.seed;

import java.util.Objects;

/**
 * Where a seed stands.
 *
 * @param file path relative to the seeds root, or a class name for a Java seeder
 * @param line 1-based; 0 where there is none
 * @param column 1-based; 0 where there is none
 */
public record Location(String file, int line, int column) {
    public Location {
        Objects.requireNonNull(file, "file");
    }

    public static Location of(String file) {
        return new Location(file, 0, 0);
    }

    public static Location of(Class<?> seeder) {
        return new Location(seeder.getName(), 0, 0);
    }

    /** {@code seeds/tiers.yaml:13}, the form that reports use. */
    public String compact() {
        return line == 0 ? file : file + ":" + line;
    }

    /** {@code seeds/tiers.yaml, line 13, column 5}, the form that errors use. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ", line " + line : file + ", line " + line + ", column " + column;
    }
}
