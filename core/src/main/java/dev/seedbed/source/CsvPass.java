package dev.seedbed.source;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One pass over a CSV file, with every check of RFC 4180. After the first bad row it delivers no more, but goes on to
 * look for others, so that they can be mended together.
 */
final class CsvPass implements Closeable {
    private final CsvFile file;
    private final Utf8Reader text;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final CsvRecord record;
    private final List<String> header;
    private final Problems problems = new Problems();
    private Runnable furtherCheck = () -> {};
    private Location last;
    private int emptyLine;
    private boolean strayQuotes;

    /** @throws SeedException where it has no good header line */
    CsvPass(CsvFile file) {
        this(file, opened(file));
    }

    /**
     * A pass over content that was read before.
     *
     * @throws SeedException where it has no good header line
     */
    CsvPass(CsvFile file, InputStream content) {
        this.file = file;
        this.record = new CsvRecord(file);
        this.last = file.at(1);
        this.text = Utf8Reader.ofCsv(content, file.shown());
        this.reader = CsvReader.builder()
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(false)
                // Lengths are checked here, with better words and more than one at a time.
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(false)
                .maxBufferSize(Limits.SCALAR_CHARS)
                .build(record, text);
        this.records = reader.iterator();
        try {
            this.header = readHeader();
        } catch (SeedException e) {
            close();
            throw e;
        }
    }

    private static InputStream opened(CsvFile file) {
        try {
            return file.root().open(file.relative());
        } catch (IOException e) {
            throw file.root().unreadable(file.relative(), Location.of(file.shown()), e);
        }
    }

    List<String> header() {
        return header;
    }

    CsvRecord record() {
        return record;
    }

    /**
     * Moves to the next record.
     *
     * @return false after the last
     * @throws SeedException at the end of a file with bad rows, or after 50 of them
     */
    boolean next() {
        while (advance()) {
            if (record.isEmptyLineAt()) {
                emptyLine = emptyLine == 0 ? record.line() : emptyLine;
                continue;
            }
            check();
            if (problems.isEmpty()) {
                return true;
            }
            if (problems.count() >= Limits.CSV_PROBLEMS) {
                break;
            }
        }
        problems.throwIfAny();
        return false;
    }

    /** A further check of each row that is good CSV; it reports through {@link #bad}. */
    void check(Runnable check) {
        furtherCheck = check;
    }

    void bad(String message, String mend) {
        problems.add(message, record.at(), mend);
    }

    private boolean advance() {
        if (guarded(records::hasNext)) {
            guarded(records::next);
            last = record.at();
            return true;
        }
        if (text.insideQuotes() && !strayQuotes) {
            // The open field has swallowed the rest of the file: whatever else is wrong with that row follows from it.
            if (problems.isLastAt(last)) {
                problems.removeLast();
            }
            problems.add("A quoted field is not closed.", last, "add the closing double quote");
        }
        return false;
    }

    private void check() {
        if (emptyLine > 0) {
            problems.add("An empty line stands between the rows.", file.at(emptyLine), "remove the line");
            emptyLine = 0;
        }
        if (record.fields() != header.size()) {
            problems.add(
                    "The row has " + count(record.fields()) + ", but the header has " + header.size() + ".",
                    record.at(),
                    record.fields() < header.size()
                            ? "add the missing commas; a field with nothing in it is NULL"
                            : "remove the surplus, or put text that contains a comma in double quotes");
        } else if (record.hasStrayQuote()) {
            strayQuotes = true;
            problems.add(
                    "A field contains a double quote but is not quoted itself.",
                    record.at(),
                    "put the field in double quotes and double those inside it");
        } else {
            furtherCheck.run();
        }
    }

    private static String count(int fields) {
        return fields == 1 ? "1 field" : fields + " fields";
    }

    private List<String> readHeader() {
        if (!advance() || record.isEmptyLineAt()) {
            problems.throwIfAny();
            throw new SeedException(Problem.of(
                    "The CSV file has no header line.",
                    file.at(1),
                    "write the names of the columns into the first line, separated by commas"));
        }
        if (record.fields() > Limits.COLUMNS) {
            throw new SeedException(Problem.of(
                    "The header has " + record.fields() + " columns; at most " + Limits.COLUMNS + " are read.",
                    record.at(),
                    "split the table"));
        }
        if (record.fields() > 0 && record.text(0).startsWith("# ")) {
            throw new SeedException(Problem.of(
                    "The CSV file begins with a comment, and CSV has none.", record.at(), "remove the line"));
        }
        if (record.hasStrayQuote()) {
            strayQuotes = true;
            problems.add(
                    "The header contains a double quote in a field that is not quoted.",
                    record.at(),
                    "put the field in double quotes and double those inside it");
        }
        List<String> names = new ArrayList<>();
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < record.fields(); i++) {
            String name = record.text(i);
            names.add(name);
            Integer earlier = columns.putIfAbsent(name, i + 1);
            if (earlier != null && !name.isBlank()) {
                problems.add(
                        "The header names " + Excerpt.of(name) + " twice, in columns " + earlier + " and " + (i + 1)
                                + ".",
                        record.at(),
                        "rename or remove one of the two");
            }
        }
        problems.throwIfAny();
        record.width(names.size());
        return List.copyOf(names);
    }

    /** Turns what the reader throws into an error with its place. */
    private <T> T guarded(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SeedException found) {
                    throw withEarlier(found.problems());
                }
                if (cause instanceof IOException unreadable) {
                    throw file.root().unreadable(file.relative(), record.at(), unreadable);
                }
            }
            throw withEarlier(List.of(broken(e)));
        }
    }

    private Problem broken(RuntimeException e) {
        String reason = String.valueOf(e.getMessage())
                + (e.getCause() == null ? "" : e.getCause().getMessage());
        if (reason.contains("buffer")) {
            return Problem.of(
                    "A field is longer than " + Limits.SCALAR_CHARS + " characters.",
                    record.at(),
                    "check that every quoted field is closed");
        }
        return Problem.of(
                "Text follows the closing quote of a field.",
                record.at(),
                "put a comma after the closing quote, or double the quotes inside the field");
    }

    private SeedException withEarlier(List<Problem> found) {
        found.forEach(problems::add);
        return problems.exception();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // Nothing was written, so nothing can be lost.
            return;
        }
    }
}
