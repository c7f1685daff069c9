package dev.seedbed.source;

import dev.seedbed.seed.Location;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file that is opened anew for each pass.
 *
 * @param nullMark unquoted text that means NULL; null where nothing means NULL
 * @param shown the file as errors call it
 */
record CsvFile(SeedRoot root, String relative, @Nullable String nullMark, String shown) {
    CsvFile(SeedRoot root, String relative, @Nullable String nullMark) {
        this(root, relative, nullMark, root.shown(relative));
    }

    Location at(int line) {
        return new Location(shown, line, 0);
    }
}
