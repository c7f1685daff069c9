package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The problems found so far, in order; a few are kept, the rest are counted. */
final class Problems {
    private final List<Problem> kept = new ArrayList<>();
    private int more;

    void add(String message, Location at, @Nullable String mend) {
        add(Problem.of(message, at, mend));
    }

    void add(Problem problem) {
        if (kept.size() < Limits.PROBLEMS) {
            kept.add(problem);
        } else {
            more++;
        }
    }

    void add(SeedException exception) {
        if (exception instanceof Collected collected) {
            add(collected.all);
        } else {
            exception.problems().forEach(this::add);
        }
    }

    void add(Problems others) {
        for (Problem problem : others.kept) {
            add(problem);
        }
        more += others.more;
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    int count() {
        return kept.size() + more;
    }

    boolean isLastAt(Location at) {
        return !kept.isEmpty() && at.toString().equals(kept.get(kept.size() - 1).where());
    }

    /** Takes back the newest problem, which a later finding explains better. */
    void removeLast() {
        kept.remove(kept.size() - 1);
    }

    List<Problem> list() {
        List<Problem> list = new ArrayList<>(kept);
        if (more > 0) {
            list.add(new Problem(
                    more == 1 ? "One more problem was found." : more + " more problems were found.",
                    null,
                    "mend the ones above and run again"));
        }
        return list;
    }

    /** @throws SeedException with all of them, where there is one */
    void throwIfAny() {
        if (!kept.isEmpty()) {
            throw exception();
        }
    }

    SeedException exception() {
        return new Collected(this);
    }

    /** Still knows what was only counted, so that counts add up. */
    private static final class Collected extends SeedException {
        private static final long serialVersionUID = 1L;
        private final transient Problems all;

        Collected(Problems all) {
            super(all.list());
            this.all = all;
        }
    }
}
