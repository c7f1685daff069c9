package dev.seedbed.plan;

import dev.seedbed.seed.Location;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with the names of columns: said once and there where a header names them, else at each row. */
final class Misnamed {
    private final Problems problems;
    private final Set<String> told = new HashSet<>();
    private @Nullable Location header;

    Misnamed(Problems problems) {
        this.problems = problems;
    }

    /** Where the columns of the rows from here on are named; null for in each of them. */
    void namedIn(@Nullable Location place) {
        header = place;
    }

    boolean inHeader() {
        return header != null;
    }

    void add(String message, Location at, String inside, String mend) {
        Location place = header == null ? at : header;
        if (header == null || told.add(place + message)) {
            problems.add(message, place, inside, mend);
        }
    }
}
