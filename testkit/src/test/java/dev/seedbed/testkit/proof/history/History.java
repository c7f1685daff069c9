package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.List;

/**
 * What happens to a database and its seeds, in order.
 *
 * @param seed from which it was drawn
 * @param former true where {@code former.jsonl} stands beside the seeds
 */
record History(long seed, boolean former, List<Step> steps) {
    History {
        steps = List.copyOf(steps);
    }

    History with(List<Step> others) {
        return new History(seed, former, others);
    }

    /** In readable form. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("history " + seed + (former ? ", with former.jsonl" : ", without former.jsonl"));
        for (Step step : steps) {
            if (step instanceof Step.Publish publish) {
                lines.add("release");
                SeedFiles.of(publish.release())
                        .forEach((name, text) -> lines.add(text.indent(4).stripTrailing()));
            } else {
                lines.add(step.toString());
            }
        }
        return String.join("\n", lines);
    }
}
