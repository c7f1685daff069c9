package dev.seedbed.export;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TextRow;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as the items of a YAML list: in one line where they fit, else a line for each column. */
final class YamlRows {
    private static final String ITEM = "      - ";
    private static final String NEXT = "        ";
    private static final String BLOCK = "          ";
    private static final int WIDTH = 120;

    private final Dialect dialect;
    private final List<Field> fields;

    YamlRows(Dialect dialect, List<Field> fields) {
        this.dialect = dialect;
        this.fields = fields;
    }

    void write(TextRow row, Writer out) throws IOException {
        String line = ITEM + mapping(fields, row);
        boolean block = fields.stream().anyMatch(field -> isBlock(field, row));
        if (!block && line.codePointCount(0, line.length()) <= WIDTH) {
            out.write(line + "\n");
            return;
        }
        String indent = ITEM;
        for (Field field : fields) {
            String value = isBlock(field, row)
                    ? YamlText.block(String.valueOf(row.text(((Field.Value) field).index())), BLOCK)
                    : value(field, row);
            out.write(indent + name(field) + ": " + value + "\n");
            indent = NEXT;
        }
    }

    private static boolean isBlock(Field field, TextRow row) {
        if (!(field instanceof Field.Value value)) {
            return false;
        }
        String text = row.text(value.index());
        return switch (value.column().type().kind()) {
            case TEXT, OTHER -> text != null && YamlText.isBlock(text);
            default -> false;
        };
    }

    private static String name(Field field) {
        return YamlText.scalar(field.column().label());
    }

    private String mapping(List<Field> parts, TextRow row) {
        return parts.stream()
                .map(part -> name(part) + ": " + value(part, row))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String value(Field field, TextRow row) {
        if (field instanceof Field.Reference reference) {
            return RowSelect.NONE.equals(row.text(reference.index())) ? "null" : mapping(reference.key(), row);
        }
        Field.Value value = (Field.Value) field;
        String text = row.text(value.index());
        if (text == null) {
            return "null";
        }
        return switch (value.column().type().kind()) {
            case JSON -> StructuredText.json(text);
            case ARRAY -> StructuredText.array(dialect, text);
            default -> YamlText.scalar(text);
        };
    }
}
