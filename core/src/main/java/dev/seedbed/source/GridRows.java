package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a grid: the first field of a line is the value of {@code down}, the header's others are those of
 * {@code across}, and each cell that is not empty is one row. Without {@code value} a cell is {@code x} or empty.
 */
final class GridRows implements SeedRows {
    private static final int DOWN = 0;
    private static final int ACROSS = 1;

    private final CsvFile file;
    private final List<String> header;
    private final CsvColumns columns;
    private final boolean hasValue;

    /**
     * Reads the header; the lines are checked by each pass.
     *
     * @param value column that takes what stands in the cell; null where a cell only says yes or nothing
     * @throws SeedException where the header or one of the names is wrong
     */
    GridRows(CsvFile file, String down, String across, @Nullable String value, Location at) {
        this.file = file;
        this.hasValue = value != null;
        Problems problems = new Problems();
        columns = CsvColumns.of(value == null ? List.of(down, across) : List.of(down, across, value), at, problems);
        try (CsvPass pass = new CsvPass(file)) {
            header = pass.header();
        }
        for (int i = 1; i < header.size(); i++) {
            if (header.get(i).isBlank()) {
                problems.add(
                        "Column " + (i + 1) + " of the grid has no header.",
                        file.at(1),
                        "write the value of " + Excerpt.of(across) + " that it stands for, or remove the column");
            }
        }
        if (header.size() == 1) {
            problems.add(
                    "The grid has no columns.",
                    file.at(1),
                    "write the values of " + Excerpt.of(across) + " into the first line, after a comma");
        }
        problems.throwIfAny();
    }

    @Override
    public boolean streamed() {
        return true;
    }

    @Override
    public Cursor open() {
        return new GridCursor(CsvRows.open(file, header));
    }

    private final class GridCursor implements Cursor {
        private final CsvPass pass;
        private int cell;

        GridCursor(CsvPass pass) {
            this.pass = pass;
            this.cell = header.size();
            pass.check(this::checkLine);
        }

        @Override
        public @Nullable SeedRow next() {
            while (true) {
                while (cell < header.size()) {
                    int current = cell++;
                    if (!pass.record().isNothing(current)) {
                        return row(pass.record(), current);
                    }
                }
                if (!pass.next()) {
                    return null;
                }
                cell = 1;
            }
        }

        private SeedRow row(CsvRecord record, int current) {
            Location at = record.at();
            CsvColumns.Fields fields = index -> switch (index) {
                case DOWN -> record.value(0, at);
                case ACROSS -> new SeedValue.Text(header.get(current), true, at);
                default -> record.value(current, at);
            };
            return new SeedRow(columns.names(), columns.values(fields, at), SeedRow.Directives.NONE, at);
        }

        private void checkLine() {
            CsvRecord record = pass.record();
            if (record.isNothing(0)) {
                pass.bad("The line of the grid does not begin with a name.", "write one, or remove the line");
            }
            for (int i = 1; !hasValue && i < header.size(); i++) {
                if (!record.isNothing(i) && !record.text(i).equals("x")) {
                    pass.bad(
                            "The cell under " + Excerpt.of(header.get(i)) + " holds " + Excerpt.of(record.text(i))
                                    + ".",
                            "write x, or nothing; a grid of values needs \"value\" with the column's name");
                    return;
                }
            }
        }

        @Override
        public void close() {
            pass.close();
        }
    }
}
