package dev.seedbed.admin.console;

import dev.seedbed.admin.audit.Trail;
import dev.seedbed.ledger.ColumnStep;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailRow;
import dev.seedbed.plan.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How pages tell what entries of the ledger and of the trail say. */
public final class EntryWords {
    private EntryWords() {}

    /** The values that an entry tells, in its order: of a row that was restored those that took another one. */
    public static List<ColumnStep> steps(TrailRow row) {
        Set<String> counted = counted(row);
        return ColumnStep.of(row.before(), row.after()).stream()
                .filter(step -> !counted.contains(step.name()))
                .toList();
    }

    /**
     * The columns of a restored row that held their defaults already, and count as planted since. A row that was brought back
     * held nothing before.
     */
    public static Set<String> counted(TrailRow row) {
        Set<String> counted = new TreeSet<>();
        if (row.kind() == EntryKind.RESTORED && !row.before().isEmpty()) {
            row.after().forEach((column, text) -> {
                if (!row.before().containsKey(column)
                        || Objects.equals(row.before().get(column), text)) {
                    counted.add(column);
                }
            });
        }
        return counted;
    }

    /** True for what a run did as its seeders say, and not a person to a row that seeds may declare. */
    public static boolean isOfRun(TrailEntry entry) {
        return Arrays.stream(Mode.values()).anyMatch(mode -> mode.label().equals(entry.command()));
    }

    /** True of a pin that was set or taken back, which changes no value. */
    public static boolean isPin(TrailRow row) {
        return row.kind() == EntryKind.PINNED || row.kind() == EntryKind.UNPINNED;
    }

    /** What stood somewhere before or after a change, in words; null for nothing. */
    public static @Nullable String value(Trail.Change change, @Nullable String text) {
        return switch (change.action()) {
            case "account.enabled", "account.disabled" ->
                "true".equals(text) ? "enabled" : "false".equals(text) ? "disabled" : text;
            default -> text;
        };
    }

    /** True for a column that held something else than was declared, or is a person's decision; of a new row for none. */
    public static boolean isKept(TrailRow row, ColumnStep step) {
        return row.kind() != EntryKind.CREATED
                && row.kept().stream().anyMatch(column -> ColumnStep.isOf(column, step.name()));
    }
}
