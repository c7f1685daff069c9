package dev.seedbed.testkit.proof.history;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A database in memory with a small engine of its own, which may be wrong. */
final class MemoryPlace implements Place {
    private final Rules rules;
    private World world = new World();
    private @Nullable Memory memory;
    private @Nullable Release release;
    private @Nullable Former former;
    private int writes;

    MemoryPlace(Rules rules) {
        this.rules = rules;
    }

    @Override
    public void publish(Release next, @Nullable Former before) {
        release = next;
        former = before;
    }

    @Override
    public void byHand(Step step) {
        writes++;
        world.byHand(step);
    }

    @Override
    public void enableLedger() {
        memory = memory == null ? new Memory() : memory;
    }

    private Oracle.Outcome outcome(Step.Run run) {
        return Oracle.of(rules, world, Objects.requireNonNull(release), former, memory, run);
    }

    @Override
    public Told plan(Step.Run run) {
        return Told.of(outcome(run), Objects.requireNonNull(release));
    }

    @Override
    public Told run(Step.Run run) {
        if (run.breaks() > 0) {
            return Told.failed(Told.Ending.FAILED, "the connection was cut");
        }
        Oracle.Outcome outcome = outcome(run);
        if (outcome.refused()) {
            return Told.failed(Told.Ending.BLOCKED, "rows are blocked");
        }
        writes += outcome.writes() ? 1 : 0;
        world = outcome.world();
        memory = outcome.memory();
        return Told.of(outcome, Objects.requireNonNull(release));
    }

    @Override
    public Map<String, Map<String, Map<String, @Nullable String>>> seen() {
        return world.seen();
    }

    @Override
    public String mark() {
        return Integer.toString(writes);
    }
}
