package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Strict UTF-8: a BOM is stripped; other encodings, invalid bytes, NUL and invisible bidirectional controls are refused
 * with their place. What stands before such a place is delivered first, so that earlier errors are seen earlier.
 */
final class Utf8Reader extends Reader {
    private final InputStream in;
    private final String file;
    private final boolean csv;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(64 * 1024).flip();
    private final char[] chars = new char[32 * 1024];
    private int start;
    private int end;
    private long offset;
    private boolean begun;
    private boolean ended;
    private @Nullable Problem problem;

    private int line = 1;
    private int column = 1;
    private boolean insideQuotes;
    private boolean afterCarriageReturn;

    private Utf8Reader(InputStream in, String file, boolean csv) {
        this.in = in;
        this.file = file;
        this.csv = csv;
    }

    static Utf8Reader of(InputStream in, String file) {
        return new Utf8Reader(in, file, false);
    }

    /**
     * Also refuses a carriage return that no line feed follows, even in quotes: readers of CSV do not agree on whether a
     * row ends there.
     */
    static Utf8Reader ofCsv(InputStream in, String file) {
        return new Utf8Reader(in, file, true);
    }

    /** The whole text of a file in memory. */
    static String decode(byte[] content, String file) {
        if (isPlainAscii(content)) {
            return new String(content, StandardCharsets.US_ASCII);
        }
        StringBuilder text = new StringBuilder(content.length);
        char[] buffer = new char[32 * 1024];
        try (Reader reader = of(new ByteArrayInputStream(content), file)) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                text.append(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static boolean isPlainAscii(byte[] content) {
        for (byte b : content) {
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    /** True where the text read so far has an odd number of double quotes: a quoted CSV field is open. */
    boolean insideQuotes() {
        return insideQuotes;
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (start == end) {
            if (problem != null) {
                throw new SeedException(problem);
            }
            if (ended) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, end - start);
        System.arraycopy(chars, start, target, from, count);
        start += count;
        return count;
    }

    private void fill() throws IOException {
        if (!begun) {
            begun = true;
            readMore();
            skipByteOrderMark();
            if (problem != null) {
                return;
            }
        }
        CharBuffer decoded = CharBuffer.wrap(chars);
        int before = bytes.position();
        CoderResult result = decoder.decode(bytes, decoded, false);
        offset += bytes.position() - before;
        if (result.isUnderflow() && decoded.position() == 0) {
            if (readMore()) {
                return;
            }
            ended = true;
            if (bytes.hasRemaining()) {
                problem = invalidByte();
            } else if (afterCarriageReturn && csv) {
                problem = loneCarriageReturn();
            }
            return;
        }
        start = 0;
        end = decoded.position();
        scan();
        if (problem == null && result.isError()) {
            problem = invalidByte();
        }
    }

    /** Reads at least one byte more, and at first enough to know every byte order mark. */
    private boolean readMore() throws IOException {
        bytes.compact();
        int had = bytes.position();
        int wanted = offset == 0 ? Math.max(had + 1, 4) : had + 1;
        while (bytes.position() < wanted) {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            if (read < 0) {
                break;
            }
            bytes.position(bytes.position() + read);
        }
        int now = bytes.position();
        bytes.flip();
        return now > had;
    }

    private void skipByteOrderMark() {
        int b0 = byteAt(0);
        int b1 = byteAt(1);
        int b2 = byteAt(2);
        int b3 = byteAt(3);
        if (b0 == 0xEF && b1 == 0xBB && b2 == 0xBF) {
            bytes.position(3);
            offset = 3;
        } else if ((b0 == 0xFF && b1 == 0xFE && b2 == 0 && b3 == 0)
                || (b0 == 0 && b1 == 0 && b2 == 0xFE && b3 == 0xFF)) {
            problem = otherEncoding("UTF-32");
        } else if ((b0 == 0xFF && b1 == 0xFE) || (b0 == 0xFE && b1 == 0xFF)) {
            problem = otherEncoding("UTF-16");
        }
    }

    private int byteAt(int index) {
        return index < bytes.limit() ? bytes.get(index) & 0xFF : -1;
    }

    /** Looks at every character once; almost all are above the quote and below the bidirectional controls. */
    private void scan() {
        int lineStart = start - column + 1;
        for (int i = start; i < end; i++) {
            char c = chars[i];
            if (c > '"' && c < 0x202A && !afterCarriageReturn) {
                continue;
            }
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                if (c != '\n') {
                    if (csv) {
                        stopAt(i, loneCarriageReturn());
                        return;
                    }
                    line++;
                    lineStart = i;
                }
            }
            if (c <= '"') {
                if (c == '\n') {
                    line++;
                    lineStart = i + 1;
                } else if (c == '"') {
                    insideQuotes = !insideQuotes;
                } else if (c == '\r') {
                    afterCarriageReturn = true;
                } else if (c == 0) {
                    stopAt(i, nul(i - lineStart + 1));
                    return;
                }
            } else if (c >= 0x202A && isBidirectionalControl(c)) {
                stopAt(i, bidirectional(c, i - lineStart + 1));
                return;
            }
        }
        column = end - lineStart + 1;
    }

    private void stopAt(int index, Problem found) {
        end = index;
        problem = found;
    }

    static boolean isBidirectionalControl(char c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    private Problem otherEncoding(String encoding) {
        return Problem.of("The file is encoded in " + encoding + ".", Location.of(file), "save it as UTF-8");
    }

    private Problem invalidByte() {
        int invalid = bytes.get(bytes.position()) & 0xFF;
        return Problem.of(
                String.format("The file is not valid UTF-8: byte 0x%02X at offset %d.", invalid, offset),
                new Location(file, line, 0),
                "save it as UTF-8");
    }

    private Problem nul(int at) {
        return Problem.of(
                "The file contains a NUL character.",
                new Location(file, line, at),
                "remove it; where there are many, the file is probably UTF-16 and is to be saved as UTF-8");
    }

    private Problem bidirectional(char c, int at) {
        return Problem.of(
                String.format("The file contains the invisible bidirectional control character U+%04X.", (int) c),
                new Location(file, line, at),
                csv
                        ? "remove it; where it is meant, declare the row in YAML and write it as an escape"
                        : "remove it; where it is meant, write it as an escape in double quotes");
    }

    private Problem loneCarriageReturn() {
        return Problem.of(
                "A carriage return stands without a line feed.",
                new Location(file, line, 0),
                "end lines with LF or CR LF; where the text itself has a carriage return, declare the row in YAML and"
                        + " write it as \\r in double quotes");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
