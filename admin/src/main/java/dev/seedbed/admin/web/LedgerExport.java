package dev.seedbed.admin.web;

import dev.seedbed.admin.web.LedgerEndpoints.EntryAnswer;
import dev.seedbed.admin.web.LedgerEndpoints.EntryRow;
import dev.seedbed.ledger.ColumnStep;
import dev.seedbed.ledger.EntryKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the ledger as a file. In CSV each column that an entry tells of has a line, and a row without any has one; what
 * kind of value a cell holds stands beside it, since a spreadsheet shows NULL, the empty text and nothing alike.
 */
final class LedgerExport {
    static final FileExport<EntryAnswer> FILE = new FileExport<>(
            "ledger",
            List.of(
                    "seq",
                    "run",
                    "at",
                    "actor",
                    "command",
                    "environment",
                    "reason",
                    "seeder",
                    "table",
                    "kind",
                    "key",
                    "former_key",
                    "column",
                    "before",
                    "before_is",
                    "after",
                    "after_is",
                    "kept"),
            EntryAnswer::seq,
            LedgerExport::lines);

    private static final Set<String> PINS = Set.of(EntryKind.PINNED.label(), EntryKind.UNPINNED.label());

    /** Of rows that came by an entry nothing was there before. */
    private static final Set<String> NEW =
            Set.of(EntryKind.PLANTED.label(), EntryKind.CREATED.label(), EntryKind.RESTORED.label());

    private LedgerExport() {}

    /** @param is {@code value}, {@code empty}, {@code null} or {@code sensitive}; null where the entry tells nothing */
    private record Value(@Nullable String text, @Nullable String is) {
        static final Value NOT_TOLD = new Value(null, null);
        static final Value SENSITIVE = new Value(null, "sensitive");

        static Value of(boolean isTold, @Nullable String text) {
            return isTold ? new Value(text, text == null ? "null" : text.isEmpty() ? "empty" : "value") : NOT_TOLD;
        }
    }

    /** @param name null for a row of which no column is told */
    private record Change(@Nullable String name, Value before, Value after) {
        static final Change NONE = new Change(null, Value.NOT_TOLD, Value.NOT_TOLD);
    }

    private static Stream<List<@Nullable String>> lines(EntryAnswer entry) {
        return entry.rows().isEmpty()
                ? Stream.of(line(entry, null, Change.NONE))
                : entry.rows().stream().flatMap(row -> changes(row).map(change -> line(entry, row, change)));
    }

    private static Stream<Change> changes(EntryRow row) {
        if (PINS.contains(row.kind())) {
            return orNone(row.after().keySet().stream().map(LedgerExport::named).toList());
        }
        List<ColumnStep> steps = ColumnStep.of(row.before(), row.after());
        Stream<Change> told = steps.stream()
                .map(step -> new Change(
                        step.name(),
                        Value.of(step.hadBefore(), step.before()),
                        Value.of(step.hasAfter(), step.after())));
        // Sensitive values of a row that is there stay as they are where it is restored: it was not there.
        Value before = NEW.contains(row.kind()) ? Value.NOT_TOLD : Value.SENSITIVE;
        Stream<Change> secret = row.secret().stream().map(name -> new Change(name, before, Value.SENSITIVE));
        Set<String> names = new HashSet<>(row.key().keySet());
        steps.forEach(step -> names.add(step.name()));
        Stream<Change> decided = row.kept().stream()
                .filter(kept -> !isCreated(row)
                        && !row.secret().contains(kept)
                        && names.stream().noneMatch(name -> ColumnStep.isOf(kept, name)))
                .map(LedgerExport::named);
        return orNone(Stream.of(told, secret, decided).flatMap(each -> each).toList());
    }

    private static Stream<Change> orNone(List<Change> changes) {
        return changes.isEmpty() ? Stream.of(Change.NONE) : changes.stream();
    }

    private static Change named(String name) {
        return new Change(name, Value.NOT_TOLD, Value.NOT_TOLD);
    }

    private static List<@Nullable String> line(EntryAnswer entry, @Nullable EntryRow row, Change change) {
        return Arrays.asList(
                Long.toString(entry.seq()),
                entry.runId(),
                entry.at(),
                entry.actor(),
                entry.command(),
                entry.environment(),
                entry.reason(),
                entry.seeder(),
                entry.table(),
                row == null ? entry.kinds() : row.kind(),
                row == null ? null : key(row.key()),
                row == null || row.formerKey() == null ? null : key(row.formerKey()),
                change.name(),
                change.before().text(),
                change.before().is(),
                change.after().text(),
                change.after().is(),
                isKept(row, change.name()) ? "yes" : null);
    }

    private static boolean isKept(@Nullable EntryRow row, @Nullable String name) {
        return row != null
                && name != null
                && !isCreated(row)
                && row.kept().stream().anyMatch(kept -> ColumnStep.isOf(kept, name));
    }

    /** All that a person gave a new row is their decision, and nothing of it was there to be kept. */
    private static boolean isCreated(EntryRow row) {
        return row.kind().equals(EntryKind.CREATED.label());
    }

    /** Such as {@code code=team}; what could be taken for something else stands in quotes, and NULL does not. */
    private static String key(Map<String, @Nullable String> key) {
        return key.entrySet().stream()
                .map(part -> part.getKey() + "=" + quoted(part.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String quoted(@Nullable String text) {
        if (text == null) {
            return "NULL";
        }
        boolean isPlain = !text.isEmpty()
                && !text.equals("NULL")
                && text.equals(text.strip())
                && text.indexOf(',') < 0
                && text.indexOf('\'') < 0;
        return isPlain ? text : "'" + text.replace("'", "''") + "'";
    }
}
