package dev.seedbed.source;

import dev.seedbed.seed.Location;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Seeds in a directory. Symbolic links are followed only where they stay inside it. */
final class DirectoryRoot extends SeedRoot {
    private static final int DEEPEST = 64;

    private final Path root;
    private final @Nullable String only;

    /** What was listed, folders included; null where something of it was a link. */
    private @Nullable List<Path> watched;

    /**
     * @param root the real path of the directory
     * @param only the one file that the location names; null for all
     */
    DirectoryRoot(String shown, Path root, @Nullable String only) {
        super(shown);
        this.root = root;
        this.only = only;
    }

    @Override
    List<String> files(Problems problems) {
        watched = new ArrayList<>();
        if (only != null) {
            watch(root.resolve(only), Files.isSymbolicLink(root.resolve(only)));
            return List.of(only);
        }
        List<String> files = new ArrayList<>();
        list(root, "", 0, files, problems);
        Collections.sort(files);
        return files;
    }

    private void watch(Path path, boolean link) {
        if (link) {
            watched = null;
        } else if (watched != null) {
            watched.add(path);
        }
    }

    @Override
    @Nullable
    List<Path> watched() {
        return watched;
    }

    private void list(Path directory, String prefix, int depth, List<String> files, Problems problems) {
        watch(directory, false);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Path name = entry.getFileName();
                if (name != null && !name.toString().startsWith(".")) {
                    entry(entry, prefix + name, depth, files, problems);
                }
            }
        } catch (IOException e) {
            problems.add(unreadable(prefix, Location.of(shown(prefix)), e));
        }
    }

    private void entry(Path entry, String relative, int depth, List<String> files, Problems problems)
            throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            watch(entry, attributes.isSymbolicLink());
        }
        if (attributes.isRegularFile()) {
            files.add(relative);
            return;
        }
        Location at = Location.of(shown(relative));
        boolean link = attributes.isSymbolicLink();
        if (link && !Files.exists(entry)) {
            problems.add("The symbolic link leads nowhere.", at, "remove it, or create what it names");
        } else if (link && !entry.toRealPath().startsWith(root)) {
            problems.add(
                    "The symbolic link leads out of the seeds directory.",
                    at,
                    "copy what it names into the seeds directory, or remove it");
        } else if (Files.isDirectory(entry)) {
            if (depth == DEEPEST) {
                problems.add(
                        "Folders are nested more than " + DEEPEST + " levels deep.",
                        at,
                        "nest them less; a symbolic link to a folder above it has no end");
            } else if (!link || !directoryAbove(entry)) {
                list(entry, relative + "/", depth + 1, files, problems);
            } else {
                problems.add("The symbolic link leads to a folder above it.", at, "remove it");
            }
        } else if (Files.isRegularFile(entry)) {
            files.add(relative);
        } else {
            problems.add("This is neither a file nor a folder.", at, "remove it from the seeds directory");
        }
    }

    private static boolean directoryAbove(Path link) throws IOException {
        Path parent = link.getParent();
        return parent != null && parent.toRealPath().startsWith(link.toRealPath());
    }

    @Override
    Found find(String relative) {
        try {
            Path path = root.resolve(relative);
            if (!Files.exists(path)) {
                return Found.NOTHING;
            }
            if (!path.toRealPath().startsWith(root)) {
                return Found.OUTSIDE;
            }
            return Files.isRegularFile(path) ? Found.FILE : Found.OTHER;
        } catch (IOException | InvalidPathException e) {
            return Found.NOTHING;
        }
    }

    /** Resolved again, since a link may have been changed since the file was found. */
    @Override
    InputStream stream(String relative) throws IOException {
        Path real = root.resolve(relative).toRealPath();
        if (!real.startsWith(root)) {
            throw new IOException("outside the seeds directory");
        }
        return Files.newInputStream(real);
    }

    @Override
    long size(String relative) {
        try {
            return Files.size(root.resolve(relative));
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    String place(String relative) {
        return root.toString().replace(File.separatorChar, '/') + "/" + relative;
    }

    @Override
    @Nullable
    String only() {
        return only;
    }
}
