package dev.seedbed.export;

import dev.seedbed.database.TextRow;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180 has them, but for lines that end in a line feed alone; nothing between two commas is NULL. */
final class CsvRecords {
    private final List<String> header = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();

    CsvRecords(List<Field> fields) {
        fields.forEach(field -> add(field, field.column().label()));
    }

    private void add(Field field, String path) {
        if (field instanceof Field.Reference reference) {
            reference.key().forEach(part -> add(part, path + "." + part.column().label()));
        } else if (field instanceof Field.Value value) {
            header.add(path);
            indexes.add(value.index());
        }
    }

    /** True for a name that a header can hold as a part of a path. */
    static boolean isHeader(String label) {
        return label.indexOf('.') < 0
                && label.indexOf('\n') < 0
                && label.indexOf('\r') < 0
                && label.equals(label.strip());
    }

    void writeHeader(Writer out) throws IOException {
        out.write(header.stream().map(CsvRecords::field).collect(Collectors.joining(",", "", "\n")));
    }

    void write(TextRow row, Writer out) throws IOException {
        String separator = "";
        for (int index : indexes) {
            out.write(separator);
            out.write(field(row.text(index)));
            separator = ",";
        }
        out.write('\n');
    }

    private static String field(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** What would be taken for NULL, for the end of a field or of the file, or overlooked. */
    private static boolean needsQuotes(String text) {
        if (text.isEmpty()
                || text.charAt(0) == '\\'
                || Character.isWhitespace(text.charAt(0))
                || Character.isWhitespace(text.charAt(text.length() - 1))) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }
}
