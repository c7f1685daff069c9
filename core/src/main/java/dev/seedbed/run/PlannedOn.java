package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.plan.BoundRow;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How rows that are there are found by their keys, and told from rows that hold something else than was planned on. */
final class PlannedOn {
    private final Dialect dialect;
    private final BoundTable table;
    private final RowTexts texts;

    PlannedOn(Dialect dialect, BoundTable table, RowTexts texts) {
        this.dialect = dialect;
        this.table = table;
        this.texts = texts;
    }

    /** How the mark of rows that were deleted by hand has to be. */
    enum Mark {
        NONE,
        THERE,
        /** It has to be there, and is taken off. */
        TAKEN_OFF,
        ANY
    }

    /** The conditions by which a row is found, and under which it is changed. */
    record Conditions(List<String> on, List<String> guards) {
        List<String> all() {
            List<String> all = new ArrayList<>(on);
            all.addAll(guards);
            return all;
        }
    }

    /**
     * The conditions for rows of one form.
     *
     * @param live by index, the texts that columns are to hold still
     */
    Conditions conditions(StagedSource source, BoundRow at, Map<Integer, Cell> live, Mark mark) {
        List<String> on = new ArrayList<>();
        for (int index : table.layout().key()) {
            Column column = table.layout().columns().get(index);
            Cell cell = key(at, index);
            on.add(
                    cell instanceof Cell.Null
                            ? live(column) + " is null"
                            : live(column) + " = s." + source.add(column.type(), cell));
        }
        List<String> guards = new ArrayList<>();
        new TreeMap<>(live).forEach((index, cell) -> {
            Column column = table.layout().columns().get(index);
            // By its text, since a column may hold what is no value of its type.
            guards.add(
                    cell instanceof Cell.Null
                            ? live(column) + " is null"
                            : dialect.tells(live(column), column.type(), "s." + source.addText()));
        });
        Column softDelete = table.layout().softDelete();
        if (softDelete != null && mark != Mark.ANY) {
            guards.add(live(softDelete) + (mark == Mark.NONE ? " is null" : " is not null"));
        }
        return new Conditions(on, guards);
    }

    /** Equal for rows of one form. */
    String form(BoundRow at, Map<Integer, Cell> live) {
        StringBuilder form = new StringBuilder();
        for (int index : table.layout().key()) {
            addForm(form, key(at, index));
        }
        form.append('|');
        addForm(form, live);
        return form.toString();
    }

    /** Adds what is equal where cells stand in the same columns, and are of one form. */
    void addForm(StringBuilder form, Map<Integer, Cell> cells) {
        for (int index = 0; index < table.layout().columns().size(); index++) {
            Cell cell = cells.get(index);
            if (cell != null) {
                addForm(form.append(index).append(':'), cell);
            }
        }
    }

    private static void addForm(StringBuilder form, Cell cell) {
        form.append(StagedSource.form(cell)).append(cell instanceof Cell.Null ? "n " : " ");
    }

    /** Adds the texts that the conditions stage for a row. */
    void addTexts(List<@Nullable String> row, BoundRow at, Map<Integer, Cell> live) {
        for (int index : table.layout().key()) {
            Cell cell = key(at, index);
            if (!(cell instanceof Cell.Null)) {
                StagedSource.addTexts(row, cell, texts.plain(cell, index));
            }
        }
        for (int index = 0; index < table.layout().columns().size(); index++) {
            Cell cell = live.get(index);
            if (cell != null && !(cell instanceof Cell.Null)) {
                StagedSource.addTexts(row, cell, texts.plain(cell, index));
            }
        }
    }

    private static Cell key(BoundRow at, int index) {
        Cell cell = at.cells()[index];
        return cell == null ? Cell.Null.INSTANCE : cell;
    }

    private String live(Column column) {
        return "t." + dialect.quote(column.name());
    }
}
