package dev.seedbed.source;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedValue;
import java.util.Arrays;

/** The current record of a CSV file: one object for a whole pass. Keeps apart nothing and {@code ""}. */
final class CsvRecord extends AbstractBaseCsvCallbackHandler<CsvRecord> {
    private final CsvFile file;
    private String[] texts = new String[16];
    private boolean[] quoted = new boolean[16];
    private int width = Limits.COLUMNS;
    private int fields;
    private int line = 1;
    private long chars;
    private boolean strayQuote;

    CsvRecord(CsvFile file) {
        this.file = file;
    }

    /** From here on fields beyond the header's are counted and not kept. */
    void width(int columns) {
        width = columns;
    }

    @Override
    protected void handleBegin(long startingLine) {
        line = (int) Math.min(startingLine, Integer.MAX_VALUE);
        fields = 0;
        chars = 0;
        strayQuote = false;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean inQuotes) {
        fields = index + 1;
        chars += length;
        if (chars > Limits.ROW_CHARS) {
            throw new SeedException(Problem.of(
                    "A row is longer than " + Limits.ROW_CHARS + " characters.",
                    at(),
                    "check that every quoted field is closed"));
        }
        if (index >= width) {
            return;
        }
        if (index == texts.length) {
            texts = Arrays.copyOf(texts, index * 2);
            quoted = Arrays.copyOf(quoted, index * 2);
        }
        String text = length == 0 ? "" : new String(buffer, offset, length);
        texts[index] = text;
        quoted[index] = inQuotes;
        strayQuote |= !inQuotes && text.indexOf('"') >= 0;
    }

    /** An empty line is a record of one field with nothing in it. */
    @Override
    protected void handleEmpty() {
        fields = 1;
        texts[0] = "";
        quoted[0] = false;
    }

    @Override
    protected CsvRecord buildRecord() {
        return this;
    }

    int fields() {
        return fields;
    }

    int line() {
        return line;
    }

    Location at() {
        return file.at(line);
    }

    boolean isEmptyLineAt() {
        return fields == 1 && texts[0].isEmpty() && !quoted[0];
    }

    /** True where an unquoted field contains a quote, which RFC 4180 does not allow. */
    boolean hasStrayQuote() {
        return strayQuote;
    }

    String text(int index) {
        return texts[index];
    }

    /** True where nothing stands between the commas. */
    boolean isNothing(int index) {
        return texts[index].isEmpty() && !quoted[index];
    }

    boolean isNull(int index) {
        String mark = file.nullMark();
        return !quoted[index] && (mark == null ? texts[index].isEmpty() : texts[index].equals(mark));
    }

    SeedValue value(int index, Location at) {
        if (isNull(index)) {
            return new SeedValue.Null(at);
        }
        return new SeedValue.Text(texts[index], !quoted[index], at);
    }
}
