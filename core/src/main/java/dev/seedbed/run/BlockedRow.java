package dev.seedbed.run;

import dev.seedbed.plan.RowChange;
import dev.seedbed.seed.Problem;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of a blocked row what keeps it from being planted, and what to do about it. */
public final class BlockedRow {
    private BlockedRow() {}

    /** @param change one whose action is {@link dev.seedbed.plan.Action#BLOCKED} */
    public static Problem problem(RowChange change) {
        return new Problem(
                "Row " + text(change.key()) + " of table \"" + change.table() + "\" is blocked: " + change.reason()
                        + ".",
                change.source() + " (table " + change.table() + ")",
                "settle the clash, or plant the other rows with --allow-blocked");
    }

    private static String text(Map<String, @Nullable String> key) {
        return key.entrySet().stream()
                .map(part -> part.getKey() + "=" + (part.getValue() == null ? "NULL" : part.getValue()))
                .collect(Collectors.joining(", "));
    }
}
