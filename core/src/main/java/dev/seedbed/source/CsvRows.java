package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.RecordPlaces;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, one per record. */
final class CsvRows implements SeedRows {
    private static final long LARGE_BYTES = 4L * Limits.MIB;
    private static final long SMALL_BYTES = Limits.MIB / 4;

    private final CsvFile file;
    private final List<String> header;
    private final CsvColumns columns;

    /** The rows of a small file, read while whoever wants them may be waiting for the database; null for no such file. */
    private @Nullable SeedRows kept;

    /** The content of a small file that may be wanted as it is. */
    private byte @Nullable [] content;

    /**
     * Reads the header; the rows are checked by each pass.
     *
     * @throws SeedException where the header is wrong
     */
    CsvRows(CsvFile file) {
        this.file = file;
        try (CsvPass pass = new CsvPass(file)) {
            header = pass.header();
        }
        Problems problems = new Problems();
        columns = CsvColumns.of(header, file.at(1), problems);
        problems.throwIfAny();
        long bytes = file.root().size(file.relative());
        if (bytes >= 0 && bytes <= SMALL_BYTES) {
            if (isPlain()) {
                content = file.root().read(file.relative(), Limits.MIB, Location.of(file.shown()));
            } else {
                kept = readAll();
            }
        }
    }

    /** Null where a row is wrong, which is said once the rows are asked for. */
    private @Nullable SeedRows readAll() {
        List<SeedRow> rows = new ArrayList<>();
        try (Cursor cursor = rows()) {
            for (SeedRow row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row);
            }
        } catch (SeedException e) {
            return null;
        }
        return SeedRows.of(rows);
    }

    @Override
    public boolean streamed() {
        return true;
    }

    @Override
    public long plainBytes() {
        return columns.isFlat() ? file.root().size(file.relative()) : -1;
    }

    @Override
    public @Nullable List<String> plainColumns() {
        return plainBytes() > SMALL_BYTES ? columns.names() : null;
    }

    @Override
    public Location header() {
        return file.at(1);
    }

    @Override
    public @Nullable Supplier<InputStream> plainFile() {
        return isPlain() ? new Content() : null;
    }

    private boolean isPlain() {
        return columns.isFlat() && file.nullMark() == null;
    }

    private InputStream stream() {
        try {
            return content == null ? file.root().open(file.relative()) : new ByteArrayInputStream(content);
        } catch (IOException e) {
            throw file.root().unreadable(file.relative(), Location.of(file.shown()), e);
        }
    }

    /** The file as it is. No lambda, for which a JVM that has just started makes a class. */
    private final class Content implements Supplier<InputStream> {
        @Override
        public InputStream get() {
            return stream();
        }
    }

    @Override
    public Cursor open() {
        if (kept != null) {
            return kept.open();
        }
        Cursor rows = rows();
        return content == null && file.root().size(file.relative()) >= LARGE_BYTES ? new ReadAhead(rows) : rows;
    }

    @Override
    public Cursor open(BitSet wanted, @Nullable RecordPlaces places) {
        if (kept != null) {
            return kept.open(wanted, null);
        }
        if (places != null) {
            PlacedRecords records = new PlacedRecords(file, stream(), wanted, places);
            return rows(new CsvPass(file, records), record -> file.at(records.nextLine()));
        }
        WantedRecords records = new WantedRecords(stream(), wanted);
        return rows(new CsvPass(file, records), record -> file.at(records.nextLine()));
    }

    private Cursor rows() {
        return rows(content == null ? new CsvPass(file) : new CsvPass(file, stream()), CsvRecord::at);
    }

    private Cursor rows(CsvPass begun, Function<CsvRecord, Location> places) {
        CsvPass pass = withHeader(begun, file, header);
        CsvRecord record = pass.record();
        return new Cursor() {
            @Override
            public @Nullable SeedRow next() {
                if (!pass.next()) {
                    return null;
                }
                Location at = places.apply(record);
                return new SeedRow(
                        columns.names(),
                        columns.values(index -> record.value(index, at), at),
                        SeedRow.Directives.NONE,
                        at);
            }

            @Override
            public void close() {
                pass.close();
            }
        };
    }

    /** @throws SeedException where the header is no longer what it was when the file was read first */
    static CsvPass open(CsvFile file, List<String> header) {
        return withHeader(new CsvPass(file), file, header);
    }

    private static CsvPass withHeader(CsvPass pass, CsvFile file, List<String> header) {
        if (!pass.header().equals(header)) {
            pass.close();
            throw new SeedException(
                    Problem.of("The header of the file has changed while it was in use.", file.at(1), "run again"));
        }
        return pass;
    }
}
