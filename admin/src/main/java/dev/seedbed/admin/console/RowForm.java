package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.web.RowId;
import dev.seedbed.rows.SeededColumn;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.TableValue;
import dev.seedbed.seed.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A form for one row, empty or as somebody filled it in.
 *
 * @param row null for a new one
 * @param seen what the row holds, for the form to carry along
 * @param reason as it was typed
 * @param problems that are about no column
 * @param referring rows that stand in the way
 * @param clashes where the row is another one than the one that the form was opened with; empty for none
 * @param isLost true where there is no such row any more, so that it would be made anew
 * @param left the list that somebody came from
 */
public record RowForm(
        SeededTable table,
        @Nullable TableRow row,
        String seen,
        List<FormField> fields,
        String reason,
        List<Problem> problems,
        List<ReferringRows> referring,
        List<Clash> clashes,
        boolean isLost,
        LeftList left) {
    /** Characters of the longest value that a form takes along. */
    static final int LONGEST = 20_000;

    /**
     * What became of a column while somebody filled in the form.
     *
     * @param isWanted true where they want another value than it had
     */
    public record Clash(
            String column,
            @Nullable String was,
            @Nullable String is,
            @Nullable String wanted,
            boolean isWanted) {
        /** True where two people want different things of it. */
        public boolean isOfBoth() {
            return isWanted && !same(was, is) && !same(wanted, is);
        }
    }

    public String path() {
        return row == null ? RowWords.path(table.name()) + "/rows" : RowWords.path(row);
    }

    /** The page to which whoever drops the form goes back. */
    public String back() {
        return row == null ? left.path(table.name()) : left.on(RowWords.path(row));
    }

    /** The columns that people may fill in. */
    public List<FormField> open() {
        return fields.stream().filter(field -> field.readOnly() == null).toList();
    }

    public List<FormField> closed() {
        return fields.stream().filter(field -> field.readOnly() != null).toList();
    }

    public boolean isWrong() {
        return !problems.isEmpty()
                || fields.stream().anyMatch(field -> !field.problems().isEmpty());
    }

    static RowForm of(List<SeededTable> tables, SeededTable table, @Nullable TableRow row, Picks picks, LeftList left) {
        return new RowForm(
                table,
                row,
                seen(row),
                fields(tables, table, row, picks, null, null),
                "",
                List.of(),
                List.of(),
                List.of(),
                false,
                left);
    }

    /** As it was filled in, with what is wrong. */
    static RowForm again(
            List<SeededTable> tables,
            SeededTable table,
            @Nullable TableRow row,
            Picks picks,
            Typed typed,
            @Nullable String reason,
            Refused refused,
            List<ReferringRows> referring,
            LeftList left) {
        List<FormField> fields = fields(tables, table, row, picks, typed, refused);
        Set<String> shown = new LinkedHashSet<>();
        fields.stream()
                .filter(field -> field.readOnly() == null)
                .forEach(field -> shown.add(field.column().name()));
        List<Problem> problems = new ArrayList<>();
        for (Refused.Flaw flaw : refused.flaws()) {
            if (flaw.column() == null || !shown.contains(flaw.column())) {
                problems.add(flaw.problem());
            }
        }
        boolean moved = refused.code().equals("moved");
        return new RowForm(
                table,
                row,
                seen(row),
                fields,
                reason == null ? "" : reason,
                problems,
                referring,
                moved ? clashes(table, row, typed) : List.of(),
                moved && row == null,
                left);
    }

    private static List<FormField> fields(
            List<SeededTable> tables,
            SeededTable table,
            @Nullable TableRow row,
            Picks picks,
            @Nullable Typed typed,
            @Nullable Refused refused) {
        List<FormField> fields = new ArrayList<>();
        for (SeededColumn column : table.columns()) {
            List<Problem> problems = refused == null
                    ? List.of()
                    : refused.flaws().stream()
                            .filter(flaw -> column.name().equals(flaw.column()))
                            .map(Refused.Flaw::problem)
                            .toList();
            fields.add(FormField.of(tables, column, row, typed, picks, problems));
        }
        return fields;
    }

    private static String seen(@Nullable TableRow row) {
        return row == null ? "" : RowId.of(told(row));
    }

    /** What a row holds, under the names that changes have; without what is secret, or too long. */
    private static Map<String, @Nullable String> told(TableRow row) {
        Map<String, @Nullable String> told = new LinkedHashMap<>();
        row.values().forEach((column, value) -> {
            if (!value.isSensitive()) {
                tell(column, value, told);
            }
        });
        return told;
    }

    private static void tell(String column, TableValue value, Map<String, @Nullable String> told) {
        if (!value.reference().isEmpty()) {
            value.reference().forEach((path, text) -> told.put(column + "." + path, text));
        } else if (value.text() == null || value.text().length() <= LONGEST) {
            told.put(column, value.text());
        }
    }

    private static List<Clash> clashes(SeededTable table, @Nullable TableRow row, Typed typed) {
        Map<String, @Nullable String> now = row == null ? Map.of() : told(row);
        Map<String, @Nullable String> changes = typed.changes();
        List<Clash> clashes = new ArrayList<>();
        for (SeededColumn column : table.columns()) {
            if (column.isSensitive()) {
                continue;
            }
            String was = text(column.name(), typed.seen());
            String is = text(column.name(), now);
            boolean wanted = has(column.name(), changes);
            if (wanted || !same(was, is)) {
                clashes.add(new Clash(column.name(), was, is, wanted ? text(column.name(), changes) : was, wanted));
            }
        }
        return clashes;
    }

    private static boolean has(String column, Map<String, @Nullable String> told) {
        return told.keySet().stream().anyMatch(name -> name.equals(column) || name.startsWith(column + "."));
    }

    /** A column's value out of such a map; null for NULL. */
    private static @Nullable String text(String column, Map<String, @Nullable String> told) {
        Map<String, @Nullable String> own = new LinkedHashMap<>();
        told.forEach((name, text) -> {
            if (name.equals(column) || name.startsWith(column + ".")) {
                own.put(name, text);
            }
        });
        return own.isEmpty() ? null : RowWords.text(own);
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return one == null ? other == null : one.equals(other);
    }
}
