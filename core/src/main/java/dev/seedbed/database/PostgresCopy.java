package dev.seedbed.database;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What only the driver of PostgreSQL itself can do. The driver is on the class path wherever this class is used. */
final class PostgresCopy {
    private static final int BUFFER_BYTES = 64 * 1024;

    private PostgresCopy() {}

    static boolean available(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class);
    }

    /** Reads a query by COPY: faster than a result set from some hundred rows on, at any size in constant memory. */
    static void out(Connection connection, String sql, int columns, Dialect.RowReader reader) throws SQLException {
        TextRow row = new TextRow(columns);
        lines(connection, sql, line -> {
            split(line, row);
            reader.row(row);
        });
    }

    /** The same rows as they came, for later; null where they were more than that, all of which are passed over. */
    static Dialect.@Nullable KeptRows keep(Connection connection, String sql, long mostBytes) throws SQLException {
        Lines kept = new Lines(mostBytes);
        lines(connection, sql, kept::add);
        return kept.areTooMany() ? null : kept;
    }

    /** Takes the lines of COPY one by one. */
    @FunctionalInterface
    private interface LineReader {
        void line(byte[] line) throws SQLException;
    }

    private static void lines(Connection connection, String sql, LineReader reader) throws SQLException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + sql + ") to stdout");
        try {
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                reader.line(line);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Lines of COPY in memory. */
    private static final class Lines implements Dialect.KeptRows {
        /** What an array takes besides its bytes. */
        private static final int ARRAY_BYTES = 24;

        private final long mostBytes;
        private List<byte[]> lines = new ArrayList<>();
        private long bytes;

        Lines(long mostBytes) {
            this.mostBytes = mostBytes;
        }

        void add(byte[] line) {
            bytes += line.length + ARRAY_BYTES;
            if (bytes <= mostBytes) {
                lines.add(line);
            } else {
                lines = List.of();
            }
        }

        boolean areTooMany() {
            return bytes > mostBytes;
        }

        @Override
        public int count() {
            return lines.size();
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void read(int number, TextRow row) {
            split(lines.get(number), row);
        }
    }

    private static void split(byte[] line, TextRow row) {
        int length = line.length > 0 && line[line.length - 1] == '\n' ? line.length - 1 : line.length;
        int columns = row.columns();
        int start = 0;
        int column = 0;
        boolean escaped = false;
        row.begin(line);
        for (int i = 0; i <= length; i++) {
            if (i < length && line[i] == '\\') {
                escaped = true;
                i++;
            } else if (i == length || line[i] == '\t') {
                if (column == columns) {
                    throw new IllegalStateException("COPY answered more than " + columns + " columns.");
                }
                if (escaped) {
                    row.other(column, unescape(line, start, i));
                } else {
                    row.part(column, start, i);
                }
                column++;
                start = i + 1;
                escaped = false;
            }
        }
        if (column != columns) {
            throw new IllegalStateException("COPY answered " + column + " columns instead of " + columns + ".");
        }
    }

    private static @Nullable String unescape(byte[] row, int start, int end) {
        if (end - start == 2 && row[start + 1] == 'N') {
            return null;
        }
        byte[] plain = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte b = row[i];
            if (b == '\\') {
                i++;
                b = switch (row[i]) {
                    case 'b' -> (byte) '\b';
                    case 'f' -> (byte) '\f';
                    case 'n' -> (byte) '\n';
                    case 'r' -> (byte) '\r';
                    case 't' -> (byte) '\t';
                    case 'v' -> (byte) 0x0b;
                    default -> row[i];
                };
            }
            plain[length++] = b;
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }

    static long in(Connection connection, String table, List<String> columns, Dialect.RowFeed feed)
            throws SQLException {
        try (Rows copy = open(connection, table, columns)) {
            for (@Nullable String[] row = feed.next(); row != null; row = feed.next()) {
                copy.row(row);
            }
            return copy.end();
        }
    }

    static Rows open(Connection connection, String table, List<String> columns) throws SQLException {
        return new Rows(copyIn(connection, table, columns, ""));
    }

    private static CopyIn copyIn(Connection connection, String table, List<String> columns, String options)
            throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + String.join(", ", columns) + ") from stdin" + options);
    }

    static long file(Connection connection, String table, List<String> columns, Dialect.FileFeed file)
            throws SQLException {
        CopyIn copy = copyIn(connection, table, columns, " (format csv)");
        try {
            file.into(copy::writeToCopy);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    static @Nullable String constraint(SQLException exception) {
        if (exception instanceof PSQLException psql && psql.getServerErrorMessage() != null) {
            return psql.getServerErrorMessage().getConstraint();
        }
        return null;
    }

    static @Nullable String column(SQLException exception) {
        return exception instanceof PSQLException psql && psql.getServerErrorMessage() != null
                ? psql.getServerErrorMessage().getColumn()
                : null;
    }

    static String message(SQLException exception) {
        if (exception instanceof PSQLException psql) {
            ServerErrorMessage server = psql.getServerErrorMessage();
            if (server != null && server.getMessage() != null) {
                return server.getMessage();
            }
        }
        String message = exception.getMessage();
        return message == null ? exception.getClass().getName() : message;
    }

    /** Sends rows in the text format, some of them together. */
    private static final class Rows implements Dialect.RowCopy {
        private final CopyIn copy;
        private final Buffer buffer = new Buffer();

        Rows(CopyIn copy) {
            this.copy = copy;
        }

        void row(@Nullable String[] texts) throws SQLException {
            byte[] @Nullable [] bytes = new byte[texts.length][];
            for (int i = 0; i < bytes.length; i++) {
                String text = texts[i];
                bytes[i] = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            }
            row(bytes);
        }

        @Override
        public void row(byte[] @Nullable [] texts) throws SQLException {
            buffer.row(texts);
            if (buffer.size() >= BUFFER_BYTES) {
                send();
            }
        }

        private void send() throws SQLException {
            copy.writeToCopy(buffer.bytes(), 0, buffer.size());
            buffer.reset();
        }

        @Override
        public long end() throws SQLException {
            if (buffer.size() > 0) {
                send();
            }
            return copy.endCopy();
        }

        @Override
        public void close() throws SQLException {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Rows in the text format of COPY. */
    private static final class Buffer extends ByteArrayOutputStream {
        Buffer() {
            super(BUFFER_BYTES * 2);
        }

        byte[] bytes() {
            return buf;
        }

        void row(byte[] @Nullable [] row) {
            for (int i = 0; i < row.length; i++) {
                if (i > 0) {
                    write('\t');
                }
                byte[] text = row[i];
                if (text == null) {
                    write('\\');
                    write('N');
                } else {
                    field(text);
                }
            }
            write('\n');
        }

        private void field(byte[] bytes) {
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                byte escape = switch (bytes[i]) {
                    case '\\' -> (byte) '\\';
                    case '\n' -> (byte) 'n';
                    case '\r' -> (byte) 'r';
                    case '\t' -> (byte) 't';
                    default -> 0;
                };
                if (escape != 0) {
                    write(bytes, start, i - start);
                    write('\\');
                    write(escape);
                    start = i + 1;
                }
            }
            write(bytes, start, bytes.length - start);
        }
    }
}
