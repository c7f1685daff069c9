package dev.seedbed.source;

import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is read to record former defaults: one seeds directory as it is and as it was, and the record itself. */
public final class SeedHistory {
    /** The record's name, at the top of a seeds directory. */
    public static final String FILE = FormerReader.FILE;

    private SeedHistory() {}

    /**
     * The seeders of a directory as it was; empty where it had none. The tree is read again with each pass over the rows.
     *
     * @throws SeedException with the problems of all its files
     */
    public static List<SeedUnit> read(SeedTree tree, ClassLoader formats) {
        return SeedSources.readAlone(new TreeRoot(tree), formats);
    }

    /**
     * The seeders of a directory as it is; empty where it has none.
     *
     * @param base the places of errors are shown relative to it
     * @throws SeedException with the problems of all its files
     */
    public static List<SeedUnit> read(Path directory, Path base, ClassLoader formats) {
        return SeedSources.readAlone(root(directory, base), formats);
    }

    /**
     * The lines of a directory's record; empty where it has none.
     *
     * @throws SeedException with all that is wrong with it
     */
    public static List<FormerLine> record(Path directory, Path base) {
        List<FormerLine> lines = new ArrayList<>();
        if (Files.exists(directory.resolve(FILE))) {
            Problems problems = new Problems();
            FormerReader.read(root(directory, base), problems, lines::add);
            problems.throwIfAny();
        }
        return lines;
    }

    private static SeedRoot root(Path directory, Path base) {
        try {
            return new DirectoryRoot(Locations.shown(base, directory), directory.toRealPath(), null);
        } catch (IOException e) {
            throw SeedException.usage(
                    "There is no seeds directory \"" + Excerpt.plain(directory.toString()) + "\".",
                    "create it, or name another: --seeds, SEEDBED_SEEDS, or \"seeds\" in seedbed.yaml");
        }
    }
}
