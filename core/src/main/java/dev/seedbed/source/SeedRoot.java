package dev.seedbed.source;

import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where seed files stand: a directory, a folder on the class path, or a release. Files are named relative to it, with {@code /}.
 * Closing it only ends the reading as a whole; a single file can still be opened afterwards.
 */
abstract sealed class SeedRoot implements Closeable permits DirectoryRoot, ArchiveRoot, TreeRoot {
    /** What a relative path leads to. */
    enum Found {
        FILE,
        OTHER,
        NOTHING,
        OUTSIDE
    }

    private final String shown;
    private final Set<String> listed = new HashSet<>();
    private final Set<String> opened = ConcurrentHashMap.newKeySet();

    /** @param shown the location as its user wrote it, without a slash at its end; empty for the working directory */
    SeedRoot(String shown) {
        this.shown = shown;
    }

    /** All files, in name order; one alone together with its record. What cannot be listed is a problem. */
    final List<String> list(Problems problems) {
        List<String> files = files(problems);
        String only = only();
        if (only != null && !only.equals(FormerReader.FILE) && find(FormerReader.FILE) == Found.FILE) {
            files = List.of(only, FormerReader.FILE);
        }
        listed.addAll(files);
        return files;
    }

    abstract List<String> files(Problems problems);

    /**
     * The files that were listed and the folders in which they stand, so that whoever watches all of them knows of every
     * change; null where that takes more, as with links and archives.
     */
    @Nullable
    List<Path> watched() {
        return null;
    }

    abstract Found find(String relative);

    final InputStream open(String relative) throws IOException {
        opened.add(relative);
        return stream(relative);
    }

    abstract InputStream stream(String relative) throws IOException;

    /** True where every file that was ever opened is one of those that were listed. */
    final boolean openedOnlyListed() {
        return listed.containsAll(opened);
    }

    /** In bytes; -1 where it is not known. */
    abstract long size(String relative);

    /** Where a file stands, whatever location led to it; of the empty path the folder itself, ending with a slash. */
    abstract String place(String relative);

    /** The one file that the location names; null for all below a folder. */
    abstract @Nullable String only();

    /** True where reading this root reads every file of the other. */
    final boolean covers(SeedRoot other) {
        String file = only();
        String otherFile = other.only();
        String there = other.place(otherFile == null ? "" : otherFile);
        if (file != null) {
            return otherFile != null && there.equals(place(file));
        }
        String here = place("");
        return there.startsWith(here) && !isHidden(there.substring(here.length()));
    }

    final String shown(String relative) {
        if (shown.isEmpty() || shown.endsWith("/") || shown.endsWith(":")) {
            return shown + relative;
        }
        return shown + "/" + relative;
    }

    /** The whole content of a file, up to a limit. */
    final byte[] read(String relative, int limit, Location at) {
        try (InputStream in = open(relative)) {
            byte[] content = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new SeedException(Problem.of(
                        "File \"" + Excerpt.plain(shown(relative)) + "\" is larger than " + limit / Limits.MIB
                                + " MiB.",
                        at,
                        "make it smaller; large tables belong into CSV files, which are streamed"));
            }
            return content;
        } catch (IOException e) {
            throw unreadable(relative, at, e);
        }
    }

    final SeedException unreadable(String relative, Location at, IOException e) {
        return new SeedException(
                Problem.of(
                        "File \"" + Excerpt.plain(shown(relative)) + "\" cannot be read: " + FileFailure.why(e) + ".",
                        at,
                        "check that it exists and that its permissions let this user read it"),
                e);
    }

    /**
     * The file that another file names: relative to that file first, then to the root.
     *
     * @param from the file that names it
     * @throws SeedException where there is no such file inside the root
     */
    final String resolve(String from, String path, Location at) {
        if (path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0 || hasDrive(path)) {
            throw new SeedException(Problem.of(
                    "File " + Excerpt.of(path) + " is not a path inside the seeds directory.",
                    at,
                    "write it relative to this file or to the seeds directory, with \"/\""));
        }
        Set<Found> found = EnumSet.noneOf(Found.class);
        for (String candidate : List.of(from.substring(0, from.lastIndexOf('/') + 1) + path, path)) {
            String relative = normalize(candidate);
            Found what = relative == null ? Found.OUTSIDE : find(relative);
            if (relative != null && what == Found.FILE) {
                return relative;
            }
            found.add(what);
        }
        if (found.contains(Found.OUTSIDE)) {
            throw new SeedException(Problem.of(
                    "File " + Excerpt.of(path) + " lies outside the seeds directory.",
                    at,
                    "move it inside; symbolic links are resolved first"));
        }
        if (found.contains(Found.OTHER)) {
            throw new SeedException(
                    Problem.of(Excerpt.of(path) + " is not a file.", at, "name a file inside the seeds directory"));
        }
        throw new SeedException(Problem.of(
                "File " + Excerpt.of(path) + " does not exist.",
                at,
                "create it, or mend the path; it is looked for beside this file and in the seeds directory"));
    }

    private static boolean hasDrive(String path) {
        return path.length() > 1 && path.charAt(1) == ':';
    }

    /** Without {@code .} and {@code ..}; null where it leads out. */
    static @Nullable String normalize(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return null;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** Dot files and folders are never seeds. */
    static boolean isHidden(String relative) {
        return relative.startsWith(".") || relative.contains("/.");
    }

    @Override
    public void close() throws IOException {}
}
