package dev.seedbed.plan;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong, so that all of it is said at once. */
final class Problems {
    /** Past this many, further ones are counted only: a hostile file must not fill the memory with messages. */
    private static final int MOST = 10_000;

    /** Most that are listed of one kind in one table. */
    private static final int MOST_ALIKE = 50;

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|[0-9]+|=[^,.]*");

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

    /** Adds a problem that may have been met before, by another way to the same place. */
    void addOnce(Problem problem) {
        if (!problems.contains(problem)) {
            add(problem);
        }
    }

    boolean any() {
        return !problems.isEmpty();
    }

    int size() {
        return problems.size();
    }

    /** What this answers, with whatever it finds wrong taken back. */
    <T extends @Nullable Object> T untold(Supplier<T> work) {
        Mark mark = mark();
        T answer = work.get();
        takeBack(mark);
        return answer;
    }

    /** How many there are, for {@link #takeBack}. */
    record Mark(int listed, long more) {}

    Mark mark() {
        return new Mark(problems.size(), more);
    }

    /** Takes back what was found since; the same as {@link #untold} for what is done for each of many rows. */
    void takeBack(Mark mark) {
        if (problems.size() > mark.listed()) {
            problems.subList(mark.listed(), problems.size()).clear();
        }
        more = mark.more();
    }

    /** What was found since, which is taken back: it is somebody else's to tell. */
    List<Problem> taken(Mark mark) {
        List<Problem> found = List.copyOf(problems.subList(mark.listed(), problems.size()));
        takeBack(mark);
        return found;
    }

    /** Throws all that was gathered, if anything was. */
    void raise() {
        if (problems.isEmpty()) {
            return;
        }
        List<Problem> said = withoutMany();
        if (more > 0) {
            said.add(new Problem(
                    "There are " + more + " more problems.",
                    "behind " + problems.get(problems.size() - 1).where(),
                    "mend these first"));
        }
        throw new SeedException(said);
    }

    /** Many of one kind in one table are mostly one mistake; names that lead nowhere are all listed, for each is its own. */
    private List<Problem> withoutMany() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Problem> further = new LinkedHashMap<>();
        List<Problem> said = new ArrayList<>();
        for (Problem problem : problems) {
            String kind = kind(problem);
            if (problem.message().startsWith("Reference \"") || counts.merge(kind, 1, Integer::sum) <= MOST_ALIKE) {
                said.add(problem);
            } else {
                further.putIfAbsent(kind, problem);
            }
        }
        further.forEach((kind, first) -> {
            int left = counts.getOrDefault(kind, 0) - MOST_ALIKE;
            said.add(
                    left == 1
                            ? first
                            : new Problem(
                                    "There are " + left + " more problems like this one: " + first.message(),
                                    first.where(),
                                    first.mend()));
        });
        return said;
    }

    private static String kind(Problem problem) {
        String where = String.valueOf(problem.where());
        return QUOTED.matcher(problem.message()).replaceAll("") + where.substring(Math.max(0, where.lastIndexOf(" (")));
    }
}
