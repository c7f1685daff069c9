package dev.seedbed.plan;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong, so that all of it is said at once. */
final class Problems {
    /** Past this many, further ones are counted only: a hostile file must not fill the memory with messages. */
    private static final int MOST = 10_000;

    private final List<Problem> problems = new ArrayList<>();
    private long more;

    void add(String message, @Nullable String where, @Nullable String mend) {
        add(new Problem(message, where, mend));
    }

    void add(String message, Location at, String inside, @Nullable String mend) {
        add(new Problem(message, at + " (" + inside + ")", mend));
    }

    void add(Problem problem) {
        if (problems.size() < MOST) {
            problems.add(problem);
        } else {
            more++;
        }
    }

    boolean any() {
        return !problems.isEmpty();
    }

    int size() {
        return problems.size();
    }

    /** Throws all that was gathered, if anything was. */
    void raise() {
        if (problems.isEmpty()) {
            return;
        }
        if (more > 0) {
            problems.add(new Problem("There are " + more + " more problems of this kind.", null, "mend these first"));
        }
        throw new SeedException(problems);
    }
}
