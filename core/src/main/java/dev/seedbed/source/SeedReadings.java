package dev.seedbed.source;

import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads seeds again and again, and parses them anew only where a file has changed: what is asked of a file that has not
 * is its content's two checksums. Not thread-safe.
 *
 * <p>Seeds that are read once cost nothing more. Java seeders and foreign formats, whose answers may change without any
 * file, and files past 64 MiB together are always read anew.
 */
public final class SeedReadings {
    private static final long MOST_BYTES = 64L * Limits.MIB;

    /** A file's content as far as it is remembered. */
    private record Content(long length, long crc32, long crc32c) {}

    private final byte[] buffer = new byte[8 * 1024];
    private @Nullable SourceRequest request;
    private SeedSources.@Nullable Reading last;

    /** The files of the last reading; null where they were not looked at, since it was the first. */
    private @Nullable Map<String, Content> contents;

    /**
     * The seeders of a request, as {@link SeedSources#read}; the same objects as before where nothing has changed.
     *
     * @throws SeedException as {@link SeedSources#read}
     */
    public List<SeedUnit> read(SourceRequest wanted) {
        SeedSources.Reading before = last != null && wanted.equals(request) ? last : null;
        Map<String, Content> now = before != null && before.repeatable() ? contents(wanted) : null;
        if (before != null && now != null && now.equals(contents)) {
            return before.units();
        }
        last = null;
        SeedSources.Reading read = SeedSources.reading(wanted);
        request = wanted;
        last = read;
        contents = now;
        return read.units();
    }

    /** Null where they cannot be read, which reading them will say, or are too large. */
    private @Nullable Map<String, Content> contents(SourceRequest request) {
        Problems problems = new Problems();
        Map<String, Content> contents = new LinkedHashMap<>();
        long bytes = 0;
        List<SeedRoot> roots = Locations.roots(request, problems);
        try {
            for (SeedRoot root : roots) {
                for (String relative : root.list(problems)) {
                    Content content = content(root, relative, MOST_BYTES - bytes);
                    bytes += content.length();
                    if (bytes > MOST_BYTES) {
                        return null;
                    }
                    contents.put(root.place(relative), content);
                }
            }
        } catch (IOException | SeedException e) {
            return null;
        } finally {
            SeedSources.close(roots);
        }
        return problems.isEmpty() ? contents : null;
    }

    private Content content(SeedRoot root, String relative, long most) throws IOException {
        CRC32 crc32 = new CRC32();
        CRC32C crc32c = new CRC32C();
        long length = 0;
        try (InputStream in = root.open(relative)) {
            for (int read = in.read(buffer); read >= 0 && length <= most; read = in.read(buffer)) {
                crc32.update(buffer, 0, read);
                crc32c.update(buffer, 0, read);
                length += read;
            }
        }
        return new Content(length, crc32.getValue(), crc32c.getValue());
    }
}
