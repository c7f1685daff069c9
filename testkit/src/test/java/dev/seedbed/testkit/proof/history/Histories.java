package dev.seedbed.testkit.proof.history;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays histories by their seeds; a failure says the seed and the least history that fails in the same way. */
final class Histories {
    private final Supplier<Place> places;
    private final boolean precise;
    private int writingRuns;
    private int excusedEdits;
    private int excusedDeletions;

    /**
     * Histories in places of one kind.
     *
     * @param places gives an empty place for each history
     * @param precise true where seeds may declare more digits than a column keeps
     */
    Histories(Supplier<Place> places, boolean precise) {
        this.places = places;
        this.precise = precise;
    }

    /** What the history of a seed shows to be wrong, in readable form; null where nothing is. */
    @Nullable
    String play(long seed) {
        History history = Generator.draw(seed, precise);
        String wrong = wrong(history, true);
        if (wrong == null) {
            return null;
        }
        History least = Shrinking.of(history, it -> kind(wrong(it, false)).equals(kind(wrong)));
        return wrong(least, false) + "\nReplay with -Dseedbed.history.seed=" + seed + "; the least of it that fails:\n"
                + least;
    }

    /** What goes wrong first, apart from the rows to which it happens. */
    static String kind(@Nullable String wrong) {
        return wrong == null
                ? ""
                : wrong.lines()
                        .skip(1)
                        .filter(line -> !line.contains("counts of "))
                        .map(line -> line.replaceAll("(tier|feature|tier_grant) \\S+", "$1")
                                .replaceAll("\\{[^}]*}|\"[^\"]*\"|\\d+", ""))
                        .findFirst()
                        .orElse(wrong);
    }

    /** What is wrong at first sight, without looking for the least history that shows it. */
    @Nullable
    String glance(long seed) {
        return wrong(Generator.draw(seed, precise), true);
    }

    private @Nullable String wrong(History history, boolean counts) {
        Player player = new Player(places.get());
        String wrong = player.play(history);
        if (counts) {
            writingRuns += player.writingRuns;
            excusedEdits += player.excusedEdits;
            excusedDeletions += player.excusedDeletions;
        }
        return wrong;
    }

    /** What the histories have been about, for the log. */
    String tally() {
        return writingRuns + " runs that wrote, " + excusedEdits
                + " edits that equalled a default and went with it, " + excusedDeletions
                + " deletions that nothing knew of";
    }
}
