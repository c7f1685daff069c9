package dev.seedbed.source;

import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The roots that a request's locations name: directories, single files, {@code classpath:} folders and files. */
final class Locations {
    static final String CLASSPATH = "classpath:";

    private Locations() {}

    static List<SeedRoot> roots(SourceRequest request, Problems problems) {
        List<SeedRoot> roots = new ArrayList<>();
        List<Problem> missing = new ArrayList<>();
        for (String location : new LinkedHashSet<>(request.locations())) {
            try {
                roots.addAll(roots(location, request));
            } catch (NoSeeds e) {
                missing.add(Problem.of(e.message, Location.of(location), e.mend));
            } catch (IOException | InvalidPathException e) {
                problems.add(
                        "The seeds location cannot be read: " + FileFailure.why(e) + ".",
                        Location.of(location),
                        "check that it exists and that its permissions let this user read it");
            }
        }
        if (!missing.isEmpty()) {
            SeedSources.close(roots);
            throw new SeedException(SeedException.Kind.USAGE, missing, null);
        }
        return apart(roots);
    }

    /** What the locations name on disk, links unresolved; null where one is on the class path. */
    static @Nullable List<Path> places(SourceRequest request) {
        List<Path> places = new ArrayList<>();
        for (String location : request.locations()) {
            if (location.startsWith(CLASSPATH)) {
                return null;
            }
            places.add(place(location, request));
        }
        return places;
    }

    private static Path place(String location, SourceRequest request) {
        return request.baseDirectory()
                .toAbsolutePath()
                .normalize()
                .resolve(location)
                .normalize();
    }

    /** Without those whose files another one has too: no file is read twice, however often it is named. */
    private static List<SeedRoot> apart(List<SeedRoot> roots) {
        List<SeedRoot> apart = new ArrayList<>();
        List<SeedRoot> covered = new ArrayList<>();
        for (int i = 0; i < roots.size(); i++) {
            (isCovered(i, roots) ? covered : apart).add(roots.get(i));
        }
        SeedSources.close(covered);
        return apart;
    }

    private static boolean isCovered(int index, List<SeedRoot> roots) {
        SeedRoot root = roots.get(index);
        for (int i = 0; i < roots.size(); i++) {
            SeedRoot other = roots.get(i);
            if (i != index && other.covers(root) && (i < index || !root.covers(other))) {
                return true;
            }
        }
        return false;
    }

    private static List<SeedRoot> roots(String location, SourceRequest request) throws IOException, NoSeeds {
        if (location.isBlank()) {
            throw new NoSeeds("A seeds location is empty.", "name a directory, a file, or \"classpath:\" and a folder");
        }
        if (!location.startsWith(CLASSPATH)) {
            return List.of(onDisk(location, request));
        }
        String path = SeedRoot.normalize(location.substring(CLASSPATH.length()));
        if (path == null || path.isEmpty()) {
            throw new NoSeeds(
                    "The seeds location names no folder of the class path.", "write a folder, such as classpath:seeds");
        }
        List<SeedRoot> roots = ClasspathRoots.find(CLASSPATH + path, path, request.classLoader());
        if (roots.isEmpty()) {
            throw new NoSeeds(
                    "Nothing on the class path is named \"" + Excerpt.plain(path) + "\".",
                    "put the seed files into src/main/resources/" + path + ", or mend the location");
        }
        return roots;
    }

    private static SeedRoot onDisk(String location, SourceRequest request) throws IOException, NoSeeds {
        Path base = request.baseDirectory().toAbsolutePath().normalize();
        Path place = place(location, request);
        Path name = place.getFileName();
        Path folder = place.getParent();
        if (Files.isDirectory(place)) {
            return new DirectoryRoot(shown(base, place), place.toRealPath(), null);
        }
        if (Files.isRegularFile(place) && name != null && folder != null) {
            return new DirectoryRoot(shown(base, folder), folder.toRealPath(), name.toString());
        }
        throw new NoSeeds(
                "There is no seeds directory or file \"" + Excerpt.plain(place.toString()) + "\".",
                "create it (\"seedbed new\" writes a first seeder), or name another: --seeds, SEEDBED_SEEDS, or \"seeds\" in seedbed.yaml");
    }

    /** Relative to the working directory where it lies inside, as its user would write it. */
    static String shown(Path base, Path place) {
        Path shown = place.startsWith(base) ? base.relativize(place) : place;
        return shown.toString().replace('\\', '/');
    }

    private static final class NoSeeds extends Exception {
        private static final long serialVersionUID = 1L;
        private final String message;
        private final String mend;

        NoSeeds(String message, String mend) {
            super(message);
            this.message = message;
            this.mend = mend;
        }
    }
}
