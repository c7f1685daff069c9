package dev.seedbed.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders, and the state in which the file system had them: sizes, change times and numbers. A file that is
 * written, replaced or renamed has another state from then on, whatever modification time somebody gives it, and a folder
 * in which something appears or goes has as well. It is for {@link SeedReadings} to see to two changes of one moment.
 */
final class WatchedFiles {
    /**
     * File systems of this machine that give every change the time of their own clock. Others may answer from a cache, or
     * have no such times.
     */
    private static final Set<String> KNOWN =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "tmpfs", "overlay", "apfs");

    /** The change time cannot be set by anybody. */
    private static final String STATE = "unix:dev,ino,mode,size,lastModifiedTime,ctime";

    private final List<Path> paths;
    private final List<Map<String, Object>> states;

    private WatchedFiles(List<Path> paths, List<Map<String, Object>> states) {
        this.paths = paths;
        this.states = states;
    }

    /**
     * The files of roots that were listed, as they are now.
     *
     * @param places what the locations of the roots name, links in them unresolved
     * @return null where states do not tell what the files hold
     */
    static @Nullable WatchedFiles of(List<Path> places, List<SeedRoot> roots) {
        List<Path> paths = new ArrayList<>();
        for (SeedRoot root : roots) {
            List<Path> files = root.watched();
            if (files == null) {
                return null;
            }
            paths.addAll(files);
        }
        // By following links, those on the way included, a place leads to one of the paths; no other way does.
        List<Path> ways = new ArrayList<>(places);
        ways.removeAll(paths);
        paths.addAll(0, ways);
        try {
            return new WatchedFiles(List.copyOf(paths), states(paths));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }

    private static List<Map<String, Object>> states(List<Path> paths) throws IOException {
        List<Map<String, Object>> states = new ArrayList<>(paths.size());
        for (Path path : paths) {
            states.add(Files.readAttributes(path, STATE));
        }
        return states;
    }

    /** True where all of them are on one file system that is known to be reliable. */
    boolean areReliable() {
        try {
            for (Map<String, Object> state : states) {
                if (!Objects.equals(state.get("dev"), states.get(0).get("dev"))) {
                    return false;
                }
            }
            return KNOWN.contains(Files.getFileStore(paths.get(0)).type());
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    /** True where the file system has the same files in the same states. */
    boolean areUnchanged() {
        try {
            for (int i = 0; i < states.size(); i++) {
                if (!Files.readAttributes(paths.get(i), STATE).equals(states.get(i))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    boolean areAs(@Nullable WatchedFiles others) {
        return others != null && paths.equals(others.paths) && states.equals(others.states);
    }
}
