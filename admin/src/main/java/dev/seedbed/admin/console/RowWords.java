package dev.seedbed.admin.console;

import dev.seedbed.admin.web.RowId;
import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;
import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.SeededColumn;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.TableValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How pages write tables, rows and what their values are to the seeds. */
public final class RowWords {
    private RowWords() {}

    /** A mark: its name for the style, its word, and what it means. */
    public record Mark(String name, String word, String meaning) {}

    private static final Map<Provenance, Mark> PROVENANCES = new EnumMap<>(Provenance.class);

    private static final Mark PINNED =
            new Mark("pinned", "pinned", "somebody has it stay as it is, whatever releases say");
    private static final Mark PROTECTED = new Mark("protected", "protected", "the seeds keep it read-only");

    private static final Mark MARKED_DELETED =
            new Mark("deleted", "marked as deleted", "the application keeps it, and takes it for deleted");

    /** A declared row of which nobody knows that it was deleted, such as one of a release that waits. */
    private static final Mark MISSING =
            new Mark("missing", "missing", "a declared row that is not there: update inserts it");

    /** A declared row that nobody deleted, and that something keeps out of the database. */
    private static final Mark KEPT_OUT =
            new Mark("deleted", "not there", "a declared row that update does not insert: its page says why");

    private static final Set<String> DELETIONS = Set.of("deleted", "soft-deleted");

    static {
        mark(Provenance.DEFAULT, "default", "what the seeds declare");
        mark(
                Provenance.FORMER_DEFAULT,
                "former default",
                "what an earlier release declared, and nobody has touched since: update brings it up to date");
        mark(
                Provenance.MANAGED,
                "managed",
                "another value than declared in a column that the seeds own: update sets it");
        mark(Provenance.CUSTOMISED, "customised", "somebody chose another value: releases leave it alone");
        mark(Provenance.ADDED, "added by hand", "a row that no seed declares");
        mark(
                Provenance.RETIRED,
                "retired",
                "the seeds want it no more: update takes it out or sets it aside, or keeps it where somebody decided on it");
        mark(
                Provenance.DELETED,
                "deleted by hand",
                "a declared row that somebody deleted, or marked as deleted: update leaves it out");
        mark(Provenance.UNDECLARED, "not declared", "the seeds say nothing of it");
        mark(Provenance.UNCOMPARED, "not compared", "planted once and never compared");
    }

    private static void mark(Provenance provenance, String word, String meaning) {
        PROVENANCES.put(provenance, new Mark(Words.lower(provenance), word, meaning));
    }

    public static Mark of(Provenance provenance) {
        return Objects.requireNonNull(PROVENANCES.get(provenance));
    }

    /** The marks that rows and values may have, in the order in which a legend tells them. */
    public static List<Mark> legend() {
        List<Mark> marks = new ArrayList<>();
        PROVENANCES.forEach((provenance, mark) -> {
            if (provenance != Provenance.UNDECLARED) {
                marks.add(mark);
            }
        });
        marks.add(MISSING);
        marks.add(KEPT_OUT);
        marks.add(PINNED);
        marks.add(PROTECTED);
        marks.add(MARKED_DELETED);
        return marks;
    }

    /** A row that the seeds retire, in the words of the plan. */
    private static Mark retired(TableRow row) {
        Mark mark = of(Provenance.RETIRED);
        if (row.update() == null) {
            return mark;
        }
        return new Mark(
                mark.name(),
                row.update().action().writes() ? "to be retired" : "retired, and kept",
                row.update().reason());
    }

    /** True for a declared row that is not there and that {@code update} inserts, since it does not count as deleted. */
    public static boolean isMissing(TableRow row) {
        return row.provenance() == Provenance.DELETED
                && row.update() != null
                && row.update().action() == Action.INSERT;
    }

    /** True for a declared row that somebody deleted, or marked as deleted, and that stays so. */
    static boolean isDeletedByHand(RowChange change) {
        return change.action() == Action.LEAVE_OUT && DELETIONS.contains(change.code());
    }

    private static Mark absent(TableRow row) {
        if (isMissing(row)) {
            return MISSING;
        }
        return row.update() == null || isDeletedByHand(row.update()) ? of(Provenance.DELETED) : KEPT_OUT;
    }

    public static List<Mark> marks(TableRow row) {
        List<Mark> marks = new ArrayList<>();
        marks.add(
                switch (row.provenance()) {
                    case DELETED -> absent(row);
                    case RETIRED -> retired(row);
                    default -> of(row.provenance());
                });
        if (row.isMarkedDeleted() && row.provenance() != Provenance.DELETED) {
            marks.add(MARKED_DELETED);
        }
        if (row.isPinned()) {
            marks.add(PINNED);
        }
        if (row.isProtected()) {
            marks.add(PROTECTED);
        }
        return marks;
    }

    /** What sets a value apart from the others of its row: nothing where it is a default. */
    public static List<Mark> marks(TableRow row, TableValue value) {
        List<Mark> marks = new ArrayList<>();
        switch (value.provenance()) {
            case FORMER_DEFAULT, MANAGED, CUSTOMISED, UNCOMPARED -> marks.add(of(value.provenance()));
            default -> {}
        }
        if (value.isPinned() && !row.isPinned()) {
            marks.add(PINNED);
        }
        if (value.isProtected() && !row.isProtected()) {
            marks.add(PROTECTED);
        }
        return marks;
    }

    /** The same for lists, where what is so in all rows would only be in the way. */
    public static List<Mark> listed(TableRow row, TableValue value) {
        List<Mark> marks = marks(row, value);
        marks.remove(of(Provenance.UNCOMPARED));
        return row.isThere() ? marks : List.of();
    }

    /** A time of the ledger, to the second. */
    public static String time(String at) {
        return Words.time(Instant.parse(at));
    }

    /** A key as people call the row: its values alone. */
    public static String name(Map<String, @Nullable String> key) {
        return key.values().stream()
                .map(text -> text == null ? "NULL" : text.isEmpty() ? "''" : text)
                .collect(Collectors.joining(" · "));
    }

    /** The names of a key's columns; of a reference only those of the natural key. */
    public static List<String> keyNames(SeededTable table) {
        return table.key().stream()
                .filter(name -> table.key().stream().noneMatch(other -> other.startsWith(name + ".")))
                .toList();
    }

    public static String path(String table) {
        return "/tables/" + Words.segment(table);
    }

    public static String path(String table, Map<String, @Nullable String> key) {
        return path(table) + "/rows/" + RowId.of(key);
    }

    public static String path(TableRow row) {
        return path(row.table(), row.key());
    }

    /** The row to which a value refers; null for none that is shown. */
    public static @Nullable String target(SeededColumn column, TableValue value) {
        String table = column.refersTo();
        if (table == null || !column.refersToRows() || value.isSensitive() || !value.isSet()) {
            return null;
        }
        if (!value.reference().isEmpty()) {
            return path(table, value.reference());
        }
        String by = column.refersBy();
        return by == null ? null : path(table, Map.of(by, Objects.requireNonNull(value.text())));
    }

    /** A value as people read it: where it refers, the name of the row to which it does; null for NULL. */
    public static @Nullable String text(TableValue value) {
        return value.reference().isEmpty() ? value.text() : name(value.reference());
    }

    /** The same of a declared or former value; null for NULL. */
    public static @Nullable String text(Map<String, @Nullable String> told) {
        return told.size() == 1 ? told.values().iterator().next() : name(told);
    }

    /** So much of a value as a list has room for. */
    public static @Nullable String brief(@Nullable String text) {
        int most = 160;
        return text == null || text.length() <= most
                ? text
                : text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most) + "…";
    }

    public static boolean isNumber(SeededColumn column) {
        return switch (column.form().kind()) {
            case "integer", "decimal", "float" -> column.refersTo() == null;
            default -> false;
        };
    }

    /** Why nobody changes a column of a row here; null where people may. */
    static @Nullable String readOnly(SeededColumn column, @Nullable TableRow row) {
        TableValue value = row == null ? null : row.values().get(column.name());
        if (column.isGenerated()) {
            return "The database computes or numbers it.";
        }
        if (row == null || value == null) {
            return null;
        }
        if (row.isProtected()) {
            return "The seeds protect this row.";
        }
        if (value.isProtected()) {
            return "The seeds protect this column of the row.";
        }
        boolean isDeclared = row.seeder() != null && value.provenance() != Provenance.UNDECLARED;
        if (column.isManaged() && isDeclared && !value.isPinned()) {
            return "The seeds own it (managed): the next update would take a change back. Pin it first to decide"
                    + " otherwise.";
        }
        if (value.text() != null && value.text().length() > RowForm.LONGEST) {
            return "It is too long to be edited here: change it with the API.";
        }
        return null;
    }
}
