package dev.seedbed.export;

import dev.seedbed.database.TextRow;
import dev.seedbed.export.ExportReport.LeftOut;
import dev.seedbed.export.ExportReport.Why;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks whether a seed file can hold a row, and remembers of which rows it cannot. */
final class RowValues {
    private static final int MOST_NAMED = 20;

    private final TableShape shape;
    private final List<Field> fields;
    private final List<Field> key;
    private final boolean csv;
    private final List<LeftOut> leftOut = new ArrayList<>();
    private long taken;
    private long refused;

    RowValues(TableShape shape, List<Field> fields, boolean csv) {
        this.shape = shape;
        this.fields = fields;
        this.key = shape.keyOf(fields);
        this.csv = csv;
    }

    /** True for a row that can be written. */
    boolean takes(TextRow row) {
        for (Field field : fields) {
            String flaw = flaw(field, row);
            if (flaw != null) {
                if (refused++ < MOST_NAMED) {
                    leftOut.add(new LeftOut(
                            shape.table().name().label(),
                            field.column().label(),
                            keyText(row),
                            Why.VALUE,
                            flaw,
                            "change the value, or declare the row by hand"));
                }
                return false;
            }
        }
        taken++;
        return true;
    }

    long taken() {
        return taken;
    }

    /** The rows that were refused, the first 20 by name. */
    List<LeftOut> leftOut() {
        List<LeftOut> all = new ArrayList<>(leftOut);
        if (refused > MOST_NAMED) {
            all.add(new LeftOut(
                    shape.table().name().label(),
                    null,
                    null,
                    Why.VALUE,
                    (refused - MOST_NAMED) + " more rows hold values that a seed file cannot hold",
                    "change the values, or declare the rows by hand"));
        }
        return all;
    }

    private @Nullable String flaw(Field field, TextRow row) {
        if (field instanceof Field.Value value) {
            String text = row.text(value.index());
            if (text == null) {
                return csv && fields.size() == 1 ? "a line of CSV with nothing in it is no row" : null;
            }
            String flaw = ValueCheck.flaw(value.column(), text, csv);
            return flaw == null && value.untrue() >= 0 && row.text(value.untrue()) != null
                    ? "the database does not read its text back as the same value ("
                            + value.column().type().sql() + ")"
                    : flaw;
        }
        Field.Reference reference = (Field.Reference) field;
        String mark = row.text(reference.index());
        if (RowSelect.NONE.equals(mark)) {
            return csv && fields.size() == 1 && reference.key().size() == 1
                    ? "a line of CSV with nothing in it is no row"
                    : null;
        }
        if (RowSelect.DANGLING.equals(mark)) {
            return "it refers to a row that does not exist";
        }
        boolean named = false;
        for (Field part : reference.key()) {
            String flaw = flaw(part, row);
            if (flaw != null) {
                return flaw;
            }
            named |= !isNull(part, row);
        }
        return named ? null : "the row that it refers to has NULL in every column of its key";
    }

    private static boolean isNull(Field field, TextRow row) {
        return field instanceof Field.Value value
                ? row.text(value.index()) == null
                : RowSelect.NONE.equals(row.text(((Field.Reference) field).index()));
    }

    private String keyText(TextRow row) {
        StringBuilder text = new StringBuilder();
        key.forEach(field -> append(text, field, field.column().label(), row));
        return text.toString();
    }

    private static void append(StringBuilder text, Field field, String path, TextRow row) {
        if (field instanceof Field.Reference reference) {
            reference
                    .key()
                    .forEach(part ->
                            append(text, part, path + "." + part.column().label(), row));
        } else if (field instanceof Field.Value value) {
            String shown = row.text(value.index());
            text.append(text.length() == 0 ? "" : ", ").append(path).append('=').append(shown == null ? "NULL" : shown);
        }
    }
}
