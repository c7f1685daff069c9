package dev.seedbed.source;

import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads seeds again and again, and parses them anew only where a file has changed. Not thread-safe.
 *
 * <p>What is asked of a file is its content's two checksums; and where the file system can be relied upon, its state
 * alone ({@link WatchedFiles}), once that has stood for so long that whatever changes now would leave another behind.
 *
 * <p>Seeds that are read once cost nothing more. Java seeders and foreign formats, whose answers may change without any
 * file, and files past 64 MiB together are always read anew.
 */
public final class SeedReadings {
    private static final long MOST_BYTES = 64L * Limits.MIB;

    /** Longer than the two seconds in which the coarsest file system tells two changes apart. */
    private static final long SETTLED_NANOS = 3_000_000_000L;

    /** A file's content as far as it is remembered. */
    private record Content(long length, long crc32, long crc32c) {}

    private final byte[] buffer = new byte[8 * 1024];
    private @Nullable SourceRequest request;
    private SeedSources.@Nullable Reading last;

    /** The files of the last reading; null where they were not looked at, since it was the first. */
    private @Nullable Map<String, Content> contents;

    private final LongSupplier nanoTime;

    /** As they were seen first, and have been since. */
    private @Nullable WatchedFiles watched;

    private long watchedSince;
    private boolean settled;

    public SeedReadings() {
        this(System::nanoTime);
    }

    SeedReadings(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** True where the state of the files stands for their content. */
    boolean isSettled() {
        return settled;
    }

    /**
     * The seeders of a request, as {@link SeedSources#read}; the same objects as before where nothing has changed.
     *
     * @throws SeedException as {@link SeedSources#read}
     */
    public List<SeedUnit> read(SourceRequest wanted) {
        SeedSources.Reading before = last != null && wanted.equals(request) ? last : null;
        if (before != null && settled && watched != null && watched.areUnchanged() && before.repeatable()) {
            return before.units();
        }
        settled = false;
        Map<String, Content> now = before != null && before.repeatable() ? contents(wanted) : null;
        if (before != null && now != null && now.equals(contents)) {
            return before.units();
        }
        settled = false;
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
            List<List<String>> files = new ArrayList<>();
            for (SeedRoot root : roots) {
                files.add(root.list(problems));
            }
            watch(request, roots);
            for (int i = 0; i < roots.size(); i++) {
                SeedRoot root = roots.get(i);
                for (String relative : files.get(i)) {
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

    /** To be called before the contents are read, so that whatever changes meanwhile is noticed by the next reading. */
    private void watch(SourceRequest request, List<SeedRoot> roots) {
        List<Path> places = Locations.places(request);
        WatchedFiles seen = places == null ? null : WatchedFiles.of(places, roots);
        long now = nanoTime.getAsLong();
        if (seen == null || !seen.areAs(watched)) {
            watched = seen;
            watchedSince = now;
        } else {
            settled = now - watchedSince >= SETTLED_NANOS && seen.areReliable();
        }
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
