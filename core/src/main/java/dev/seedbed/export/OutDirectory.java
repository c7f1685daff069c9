package dev.seedbed.export;

import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The directory that files go to. They are written beside it and moved into it all together at the end, so that what fails
 * before leaves every file as it was.
 */
final class OutDirectory implements AutoCloseable {
    private static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".json", ".csv");

    /** Reserved: the configuration, which seeds lie beside. */
    private final Set<String> taken = new HashSet<>(Set.of("seedbed"));

    private final Path directory;
    private final Path staging;
    private final boolean made;
    private final List<String> written = new ArrayList<>();
    private final List<String> bases = new ArrayList<>();

    private OutDirectory(Path directory, Path staging, boolean made) {
        this.directory = directory;
        this.staging = staging;
        this.made = made;
    }

    /** @throws SeedException where nothing can be written there */
    static OutDirectory open(Path directory) {
        boolean made = !Files.exists(directory);
        try {
            Files.createDirectories(directory);
            return new OutDirectory(directory, Files.createTempDirectory(directory, ".seedbed-export-"), made);
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    /** A file name, without extension, for a table: its own name where a file can be called so. */
    String baseName(String table) {
        String plain = table.replaceAll("[^\\p{L}\\p{N}._-]", "_").replaceFirst("^[.-]", "_");
        String base = plain;
        for (int i = 2; !taken.add(base.toLowerCase(Locale.ROOT)); i++) {
            base = plain + "-" + i;
        }
        bases.add(base);
        return base;
    }

    /** Where a file is written for the time being. */
    Path file(String name) {
        written.add(name);
        return staging.resolve(name);
    }

    /** Takes back a file in which nothing was written; one that is there already stays. */
    void drop(String base, Path file) {
        bases.remove(base);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        written.remove(String.valueOf(file.getFileName()));
    }

    /**
     * Looks for files that would be replaced, or that declare the same tables under another extension.
     *
     * @throws SeedException where there are some and they are not to be replaced
     */
    void refuseToReplace(boolean force) {
        Set<String> there = inTheWay();
        if (!there.isEmpty() && !force) {
            throw SeedException.refused(
                    there.size() == 1
                            ? "The file \"" + there.iterator().next() + "\" is there already."
                            : there.size() + " files are there already: " + String.join(", ", there) + ".",
                    directory.toString(),
                    "--force replaces " + (there.size() == 1 ? "it" : "them")
                            + "; --out DIR exports to another directory");
        }
    }

    private Set<String> inTheWay() {
        Set<String> there = new TreeSet<>();
        for (String base : bases) {
            for (String extension : EXTENSIONS) {
                if (Files.exists(directory.resolve(base + extension))) {
                    there.add(base + extension);
                }
            }
        }
        return there;
    }

    /** Moves the files to where they belong, and takes away those that they replace. */
    void publish() {
        try {
            for (String old : inTheWay()) {
                if (!written.contains(old)) {
                    Files.delete(directory.resolve(old));
                }
            }
            for (String name : written) {
                Files.move(staging.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    static SeedException unwritable(Path path, IOException e) {
        return new SeedException(
                new Problem(
                        "\"" + path + "\" cannot be written: " + FileFailure.why(e) + ".",
                        null,
                        "make it writable, or name another directory with --out"),
                e);
    }

    @Override
    public void close() {
        try {
            for (String name : written) {
                Files.deleteIfExists(staging.resolve(name));
            }
            Files.deleteIfExists(staging);
            if (made && isEmpty()) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw unwritable(staging, e);
        }
    }

    private boolean isEmpty() throws IOException {
        try (var files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
