package dev.seedbed.source;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The list of entries at the end of a zip archive, looked through as it stands in the file. An application has a hundred
 * jars with a hundred thousand entries, of which one jar has seeds; to open them all and make an object of each entry takes
 * a tenth of a second of its start.
 */
final class ArchiveIndex {
    private static final int END_BYTES = 22;
    private static final int ENTRY_BYTES = 46;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final byte[] bytes;

    private ArchiveIndex(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * False where no entry of an archive has a name that begins so. True also where only who opens it can tell: it is no
     * archive, is larger than usual, or ends with a comment; or the name has letters that archives spell in several ways.
     */
    static boolean mayHold(Path archive, String beginning) {
        byte[] wanted = beginning.getBytes(StandardCharsets.UTF_8);
        if (wanted.length != beginning.length()) {
            return true;
        }
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "r")) {
            byte[] last = new byte[END_BYTES];
            long start = file.length() - END_BYTES;
            if (start < 0) {
                return true;
            }
            file.seek(start);
            file.readFully(last);
            ArchiveIndex end = new ArchiveIndex(last);
            int entries = end.two(10);
            int size = end.four(12);
            boolean usual = end.four(0) == END_SIGNATURE
                    && end.two(4) == 0
                    && end.two(6) == 0
                    && end.two(8) == entries
                    && end.two(20) == 0
                    && entries < 0xffff
                    && size >= 0
                    && size <= Math.min(start, MOST_BYTES);
            if (!usual) {
                return true;
            }
            byte[] all = new byte[size];
            file.seek(start - size);
            file.readFully(all);
            return new ArchiveIndex(all).mayHold(entries, wanted);
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
    }

    private boolean mayHold(int entries, byte[] wanted) {
        int at = 0;
        for (int i = 0; i < entries; i++) {
            if (at > bytes.length - ENTRY_BYTES || four(at) != ENTRY_SIGNATURE) {
                return true;
            }
            int name = at + ENTRY_BYTES;
            int nameEnd = name + two(at + 28);
            int next = nameEnd + two(at + 30) + two(at + 32);
            if (next > bytes.length) {
                return true;
            }
            int compared = Math.min(nameEnd, name + wanted.length);
            if (compared - name == wanted.length && Arrays.equals(bytes, name, compared, wanted, 0, wanted.length)) {
                return true;
            }
            at = next;
        }
        return at != bytes.length;
    }

    private int two(int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    private int four(int at) {
        return two(at) | two(at + 2) << 16;
    }
}
