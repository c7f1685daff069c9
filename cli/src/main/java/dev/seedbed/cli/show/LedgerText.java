package dev.seedbed.cli.show;

import dev.seedbed.ledger.ColumnStep;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.LedgerCreation;
import dev.seedbed.ledger.RowHistory;
import dev.seedbed.ledger.RunSummary;
import dev.seedbed.ledger.Verification;
import dev.seedbed.show.Paint;
import dev.seedbed.show.Words;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a ledger tells. */
public record LedgerText(Paint paint) {
    private static final int WIDTH = 78;
    private static final String BEFORE = "there before the ledger";

    public static String of(LedgerCreation.Outcome outcome) {
        return switch (outcome) {
            case CREATED -> """
                    The ledger is there: runs write down from now on what they do.
                    next: let the application's role do no more than append; "seedbed ledger sql" says how
                    """;
            case SEALED -> "The ledger was there; the key that is given seals it from now on.\n";
            case THERE -> "The ledger was there already; nothing was changed.\n";
        };
    }

    public static String pinned(String table, Map<String, @Nullable String> key, @Nullable String column, boolean now) {
        return what(table, key, column) + (now ? " is pinned: runs leave it as it is.\n" : " was pinned already.\n");
    }

    public static String unpinned(
            String table, Map<String, @Nullable String> key, @Nullable String column, boolean now) {
        return what(table, key, column) + (now ? " is no longer pinned.\n" : " was not pinned.\n");
    }

    private static String what(String table, Map<String, @Nullable String> key, @Nullable String column) {
        return (column == null ? "Row " : "Column " + Words.plain(column) + " of row ") + key(key) + " of table "
                + Words.plain(table);
    }

    private static String key(Map<String, @Nullable String> key) {
        return key.entrySet().stream()
                .map(each -> Words.plain(each.getKey()) + "=" + Words.value(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** @param hasHead whether it was compared with a head that was kept elsewhere */
    public String of(Verification verification, boolean hasHead) {
        StringBuilder text = new StringBuilder();
        String entries = Words.count(verification.entries(), "entry").replace("entrys", "entries");
        if (verification.isWhole()) {
            text.append("The ledger is ").append(paint.green("whole")).append(", as far as can be told: ");
        } else {
            long problems = verification.problems().size() + verification.problemsOmitted();
            if (problems == verification.unverified()) {
                text.append("The ledger ")
                        .append(paint.red("cannot be verified"))
                        .append(" without its key: ");
            } else {
                text.append("The ledger is ").append(paint.red("damaged")).append(": ");
            }
            text.append(Words.count(problems, "problem"));
            if (verification.problemsOmitted() > 0) {
                text.append(", ")
                        .append(Words.number(verification.problemsOmitted()))
                        .append(" not shown");
            }
            text.append("; ");
        }
        text.append(entries).append(".\n");
        if (verification.head() != null) {
            text.append("head  ").append(verification.head()).append('\n');
        }
        verification.unknowable().forEach(unknowable -> note(text, unknowable));
        if (!hasHead) {
            note(text, "--head HEAD names such a head: what \"ledger head\" printed at some time.");
        }
        return text.toString();
    }

    private void note(StringBuilder text, String note) {
        List<String> lines = Words.wrapped(note, WIDTH - 6);
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? "note  " : "      ")
                    .append(paint.dim(lines.get(i)))
                    .append('\n');
        }
    }

    /** @param most how many were asked for */
    public String of(List<RunSummary> runs, int most) {
        StringBuilder text = new StringBuilder();
        for (RunSummary run : runs) {
            text.append(text.length() == 0 ? "" : "\n")
                    .append(paint.bold(time(run.at())))
                    .append("  ")
                    .append(Words.plain(run.mode()))
                    .append(" by ")
                    .append(Words.plain(run.actor()))
                    .append(paint.dim("  " + Words.plain(run.environment()) + ", run " + Words.plain(run.id())))
                    .append('\n');
            if (run.reason() != null) {
                text.append("  ").append(Words.plain(run.reason())).append('\n');
            }
            for (RunSummary.Rows rows : run.tables()) {
                text.append("  ").append(Words.plain(rows.table())).append("  ");
                text.append(rows.counts().entrySet().stream()
                        .map(count -> count.getKey() + " " + Words.number(count.getValue()))
                        .collect(Collectors.joining(", ")));
                text.append(rows.seeder() == null ? "" : paint.dim("  seeder " + Words.plain(rows.seeder())));
                text.append('\n');
            }
        }
        if (runs.isEmpty()) {
            return "The ledger is empty.\n";
        }
        return runs.size() < most
                ? text.toString()
                : text.append("\n… and earlier ones\n").toString();
    }

    public String of(RowHistory history) {
        StringBuilder text = new StringBuilder(paint.bold(Words.plain(history.table())))
                .append("  ")
                .append(key(history.key()))
                .append('\n');
        if (history.events().isEmpty()) {
            return text.append("The ledger has not met this row yet.\n").toString();
        }
        if (!history.values().isEmpty()) {
            text.append("\nset last, by column; another value here was set past Seedbed\n");
            history.values()
                    .forEach((column, value) -> text.append("  ")
                            .append(Words.plain(column))
                            .append(": ")
                            .append(Words.value(value.text()))
                            .append(paint.dim("  " + by(value.by())))
                            .append('\n'));
        }
        history.pins()
                .forEach((column, by) -> text.append("  ")
                        .append(column.isEmpty() ? "the whole row" : Words.plain(column))
                        .append(paint.yellow(" is pinned"))
                        .append(paint.dim("  " + by(by)))
                        .append('\n'));
        text.append("\nwhat happened\n");
        history.events().forEach(event -> event(text, event));
        String gone = gone(history);
        if (gone != null) {
            text.append('\n').append(gone).append('\n');
        }
        return text.toString();
    }

    /** Why the row is not there under its key, or does not count as there, as far as the ledger knows; null where it does. */
    private static @Nullable String gone(RowHistory history) {
        RowHistory.Event last = history.last();
        if (last == null) {
            return "The ledger does not know who wrote this row.";
        }
        return switch (history.standing()) {
            case MARKED -> "The row is there, marked as deleted, as far as the ledger knows: " + by(last) + ".";
            case DELETED, RETIRED -> "The row is gone, as far as the ledger knows: " + by(last) + ".";
            case RENAMED -> "The row has another key since: " + key(last.keyAfter()) + ".";
            case RESET -> "A reset has emptied the seeded tables since: nothing of this counts any more.";
            case THERE, UNKNOWN -> null;
        };
    }

    private void event(StringBuilder text, RowHistory.Event event) {
        text.append("  ").append(time(event.at())).append("  ").append(event.kind());
        if (event.formerKey() != null) {
            text.append(" from ").append(key(event.formerKey())).append(" to ").append(key(event.key()));
        }
        if (event.kind().endsWith("pinned") && !event.columns().isEmpty()) {
            text.append(' ')
                    .append(Words.plain(String.join(", ", event.columns().keySet())));
        }
        text.append(isOfBefore(event) ? ": " + BEFORE : " by " + Words.plain(event.actor()));
        text.append(paint.dim("  " + Words.plain(event.mode()) + ", "
                + (event.seeder() == null ? "" : "seeder " + Words.plain(event.seeder()) + ", ") + "entry "
                + event.seq() + ", run " + Words.plain(event.runId())));
        text.append(event.counts() ? "" : paint.dim(", before a reset")).append('\n');
        changes(text, event);
        if (!event.kept().isEmpty() && !event.kind().equals(EntryKind.CREATED.label())) {
            String columns = Words.plain(String.join(", ", event.kept()));
            text.append("      kept, since it held something else than was declared: ")
                    .append(columns)
                    .append('\n');
        }
        if (event.reason() != null && !isOfBefore(event)) {
            text.append("      ").append(Words.plain(event.reason())).append('\n');
        }
    }

    /** What was changed, or went with the row, value by value. */
    private static void changes(StringBuilder text, RowHistory.Event event) {
        event.secret()
                .forEach(column ->
                        text.append("      ").append(Words.plain(column)).append(": changed, and not written down\n"));
        if (event.kind().endsWith("pinned")) {
            return;
        }
        boolean isGone = event.kind().equals(EntryKind.DELETED.label()) && !event.isMark()
                || event.kind().equals(EntryKind.RETIRED.label());
        for (ColumnStep step : ColumnStep.of(event.before(), event.columns())) {
            if (event.formerKey() != null && event.key().containsKey(step.name())) {
                // The line above says it.
                continue;
            }
            text.append("      ").append(Words.plain(step.name())).append(": ");
            if (step.hadBefore() && step.hasAfter() && Objects.equals(step.before(), step.after())) {
                text.append(Words.value(step.after())).append(", as before; counts as planted since\n");
                continue;
            }
            text.append(step.hadBefore() ? Words.value(step.before()) : "");
            text.append(step.hadBefore() && step.hasAfter() ? " → " : "");
            text.append(step.hasAfter() ? Words.value(step.after()) : "");
            text.append(isGone && !step.hasAfter() ? " → gone" : "").append('\n');
        }
    }

    private static String by(RowHistory.Event event) {
        if (isOfBefore(event)) {
            return BEFORE + ", met " + time(event.at()) + ", entry " + event.seq();
        }
        return event.kind() + " " + time(event.at()) + " by " + Words.plain(event.actor()) + ", entry " + event.seq()
                + (event.reason() == null ? "" : ": " + Words.plain(event.reason()));
    }

    /** True for what nobody knows who wrote, least of all whoever had the ledger meet the row. */
    private static boolean isOfBefore(RowHistory.Event event) {
        return event.kind().equals(EntryKind.ADOPTED.label());
    }

    /** To the second, as the console has it. */
    private static String time(String at) {
        return Words.plain(at.replace('T', ' ').replaceFirst("(\\.[0-9]+)?Z$", " UTC"));
    }
}
