package dev.seedbed.admin.console;

import dev.seedbed.admin.run.Look;
import dev.seedbed.admin.run.Run;
import dev.seedbed.run.Report;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether all is well: with seeds and database, with the ledger, with the last run, with the trail. */
public final class Health {
    private Health() {}

    /** How well something is, in a word and for the style. */
    public enum State {
        GOOD("good"),
        /** Nothing is broken, and somebody may want to see to it. */
        LOOK("kept"),
        BAD("bad");

        private final String style;

        State(String style) {
            this.style = style;
        }

        public String style() {
            return style;
        }
    }

    /**
     * Something that can be well or not.
     *
     * @param word how it is
     * @param more what that means, or what to do
     * @param path of the page that has more; null for none
     */
    public record Check(
            String what,
            State state,
            String word,
            String more,
            @Nullable String path) {}

    /**
     * @param runs the latest first
     * @param audits whether who looks may see the trail
     * @param verified what was found in it last; null for nothing yet
     */
    static List<Check> of(
            Look look, boolean haveLedger, List<Run> runs, boolean audits, LastVerification.@Nullable State verified) {
        List<Check> checks = new ArrayList<>();
        checks.add(seeds(look));
        checks.add(
                haveLedger
                        ? new Check(
                                "Ledger",
                                State.GOOD,
                                "on",
                                "remembers who set what, and what was deleted by hand",
                                null)
                        : new Check(
                                "Ledger",
                                State.LOOK,
                                "none",
                                "rows are read-only here, and what was deleted by hand comes back: seedbed ledger enable",
                                null));
        if (!runs.isEmpty()) {
            checks.add(run(runs.get(0)));
        }
        if (audits) {
            checks.add(chains(verified));
        }
        return checks;
    }

    private static Check seeds(Look look) {
        Report report = look.report();
        if (report == null || !look.problems().isEmpty()) {
            return new Check("Seeds and database", State.BAD, "not in order", "what is wrong stands above", null);
        }
        long blocked = report.blocked();
        return blocked > 0
                ? new Check(
                        "Seeds and database",
                        State.BAD,
                        Words.rows(blocked) + " blocked",
                        "a run would be refused: make a plan to see what stands against it",
                        "/plans")
                : new Check("Seeds and database", State.GOOD, "in order", "every declared row can be compared", null);
    }

    private static Check run(Run run) {
        String path = "/runs/" + run.id();
        return switch (run.state()) {
            case "running" -> new Check("Last run", State.GOOD, "goes on", "by " + run.startedBy(), path);
            case "applied" -> new Check("Last run", State.GOOD, "applied", "by " + run.startedBy(), path);
            case "nothing-to-do" -> new Check("Last run", State.GOOD, "nothing to do", "by " + run.startedBy(), path);
            case "refused" -> new Check("Last run", State.LOOK, "refused", "nothing was written", path);
            case "failed" -> new Check("Last run", State.BAD, "failed", "nothing was written", path);
            default -> new Check("Last run", State.BAD, "unknown", "nobody knows how it ended", path);
        };
    }

    private static Check chains(LastVerification.@Nullable State verified) {
        String path = "/audit/chains";
        if (verified == null) {
            return new Check("Audit", State.LOOK, "not verified", "not since the service started", path);
        }
        return verified.isWhole()
                ? new Check("Audit", State.GOOD, "whole", "verified " + Words.time(verified.at()), path)
                : new Check("Audit", State.BAD, "not whole", "somebody has changed it: see what", path);
    }
}
