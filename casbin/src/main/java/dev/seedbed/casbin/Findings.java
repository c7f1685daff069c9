package dev.seedbed.casbin;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.Excerpt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a file, in the order of finding it; the first are kept, the rest are counted. */
final class Findings {
    private static final int KEPT = 200;

    private final List<Problem> kept = new ArrayList<>();
    private int more;

    void add(String message, Location at, String mend) {
        if (kept.size() < KEPT) {
            kept.add(Problem.of(message, at, mend));
        } else {
            more++;
        }
    }

    void add(SeedException exception) {
        kept.addAll(exception.problems());
    }

    /** @throws SeedException with all of them, where there is one */
    void throwIfAny() {
        if (more > 0) {
            kept.add(new Problem(
                    more == 1 ? "One more problem was found." : more + " more problems were found.",
                    null,
                    "mend the ones above and run again"));
        }
        if (!kept.isEmpty()) {
            throw new SeedException(kept);
        }
    }

    /** A text that is not blank; null, and a problem, for anything else. */
    @Nullable
    String name(SeedValue value, String what, String mend) {
        if (value instanceof SeedValue.Text text && !text.text().isBlank()) {
            return text.text();
        }
        add(what + " is " + kind(value) + ", but a name is expected.", value.at(), mend);
        return null;
    }

    static String kind(SeedValue value) {
        if (value instanceof SeedValue.Text text) {
            return text.text().isBlank() ? "blank" : Excerpt.of(text.text());
        }
        return value instanceof SeedValue.Null ? "nothing" : value instanceof SeedValue.Items ? "a list" : "a mapping";
    }

    /** The items of a list, or the value alone. */
    static List<SeedValue> each(SeedValue value) {
        return value instanceof SeedValue.Items list ? list.items() : List.of(value);
    }
}
