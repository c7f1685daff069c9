package dev.seedbed.history;

import dev.seedbed.record.Recorded;
import dev.seedbed.record.Recorder;
import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.source.SeedHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The records of a project's seeds directories: from the releases in git, or from the last recorded state where a
 * directory is in no git repository. Reading writes nothing; {@link RecordFile#write} does. Not thread-safe: meanwhile
 * JGit knows no settings of user and system.
 */
public final class Recording {
    private final Path base;
    private final @Nullable String releases;
    private final ClassLoader formats;
    private final List<Problem> warnings = new ArrayList<>();
    private final Map<Path, List<SeedUnit>> present = new LinkedHashMap<>();

    private Recording(Path base, @Nullable String releases, ClassLoader formats) {
        this.base = base;
        this.releases = releases;
        this.formats = formats;
    }

    /**
     * What was found.
     *
     * @param files one for each directory, in their order
     */
    public record Result(List<RecordFile> files, List<Problem> warnings) {
        public Result {
            files = List.copyOf(files);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Reads the seeds as they are and as they were.
     *
     * @param directories seeds directories
     * @param base relative directories start there, and places are shown relative to it
     * @param releases pattern of the tags that are releases, such as {@code v*}; null for every commit of the
     *     first-parent line that touches the seeds
     * @param formats finds formats of other modules
     * @throws SeedException where the seeds or a record cannot be read, or the repository lacks history. Releases that
     *     cannot be read are warnings
     */
    public static Result read(List<String> directories, Path base, @Nullable String releases, ClassLoader formats) {
        try (OwnGit git = new OwnGit()) {
            return new Recording(base.toAbsolutePath().normalize(), releases, formats).read(directories);
        } catch (IOException e) {
            throw new SeedException(
                    new Problem(
                            "The git repository cannot be read: " + FileFailure.why(e) + ".",
                            base.toString(),
                            "check it with \"git fsck\"; a partial clone lacks objects: clone it without --filter"),
                    e);
        }
    }

    private Result read(List<String> directories) throws IOException {
        Map<Path, String> shown = new LinkedHashMap<>();
        for (String directory : directories) {
            shown.putIfAbsent(real(directory), directory);
        }
        // What lies inside another seeds directory is part of it, as for every run.
        shown.keySet()
                .removeIf(inner -> List.copyOf(shown.keySet()).stream()
                        .anyMatch(outer -> !outer.equals(inner) && inner.startsWith(outer)));
        for (Path directory : shown.keySet()) {
            present.put(directory, SeedHistory.read(directory, base, formats));
        }
        List<RecordFile> files = new ArrayList<>();
        Map<Path, List<Path>> byRepository = new LinkedHashMap<>();
        for (Path directory : shown.keySet()) {
            try (GitHistory history = GitHistory.find(directory)) {
                byRepository
                        .computeIfAbsent(
                                history == null ? directory : history.workTree(), workTree -> new ArrayList<>())
                        .add(directory);
            }
        }
        for (List<Path> together : byRepository.values()) {
            try (GitHistory history = GitHistory.find(together.get(0))) {
                files.addAll(history == null ? fromState(together.get(0)) : fromHistory(together, history));
            }
        }
        files.sort(Comparator.comparingInt(file -> List.copyOf(shown.keySet()).indexOf(file.directory())));
        return new Result(files, warnings);
    }

    private Path real(String directory) throws IOException {
        if (directory.startsWith("classpath:")) {
            throw SeedException.usage(
                    "Seeds on the class path have no history: \"" + directory + "\".",
                    "name the directory they come from, such as --seeds src/main/resources/seeds");
        }
        Path place = base.resolve(directory);
        if (Files.isDirectory(place)) {
            return place.toRealPath();
        }
        throw SeedException.usage(
                Files.exists(place)
                        ? "\"" + directory + "\" is a file, and the record belongs to a directory."
                        : "There is no seeds directory \"" + directory + "\".",
                "name the directory with --seeds, SEEDBED_SEEDS, or \"seeds\" in seedbed.yaml");
    }

    private List<SeedUnit> all() {
        return present.values().stream().flatMap(List::stream).toList();
    }

    private Recorder recorder(Path directory) {
        return new Recorder(present.getOrDefault(directory, List.of()), all(), SeedHistory.record(directory, base));
    }

    private List<RecordFile> fromState(Path directory) {
        Recorded recorded = recorder(directory).record(true);
        warnings.addAll(recorded.warnings());
        return List.of(new RecordFile(directory, shown(directory), recorded, null, false));
    }

    private List<RecordFile> fromHistory(List<Path> directories, GitHistory history) throws IOException {
        List<GitRelease> found =
                history.releases(directories.stream().map(history::path).toList(), releases, warnings);
        List<Recorder> recorders = directories.stream().map(this::recorder).toList();
        List<String> names = new ArrayList<>();
        for (GitRelease release : found) {
            if (read(release, directories, recorders, history)) {
                names.add(release.name());
            }
        }
        List<RecordFile> files = new ArrayList<>();
        LinkedHashSet<Problem> said = new LinkedHashSet<>();
        for (int i = 0; i < directories.size(); i++) {
            Recorded recorded = recorders.get(i).record(false);
            said.addAll(recorded.warnings());
            files.add(new RecordFile(directories.get(i), shown(directories.get(i)), recorded, names, true));
        }
        warnings.addAll(said);
        return files;
    }

    /** False where its seeds cannot be read, which becomes a warning. */
    private boolean read(GitRelease release, List<Path> directories, List<Recorder> recorders, GitHistory history)
            throws IOException {
        List<GitTree> trees = new ArrayList<>();
        try {
            List<List<SeedUnit>> units = new ArrayList<>();
            for (int i = 0; i < directories.size(); i++) {
                Optional<ObjectId> tree = release.trees().get(i);
                if (tree.isEmpty()) {
                    units.add(List.of());
                    continue;
                }
                GitTree files = new GitTree(
                        history.repository(), tree.get(), shown(directories.get(i)) + " at " + release.name());
                trees.add(files);
                units.add(SeedHistory.read(files, formats));
            }
            List<SeedUnit> all = units.stream().flatMap(List::stream).toList();
            for (int i = 0; i < recorders.size(); i++) {
                recorders.get(i).release(units.get(i), all);
            }
            return true;
        } catch (SeedException e) {
            for (GitTree tree : trees) {
                IOException gone = tree.gone();
                if (gone != null && history.isPartial()) {
                    throw gone;
                }
            }
            Problem first = e.problems().get(0);
            passOver(release, first.message(), first.where());
            return false;
        } catch (IOException | UncheckedIOException e) {
            if (history.isPartial()) {
                throw e;
            }
            passOver(release, String.valueOf(e.getMessage()), null);
            return false;
        }
    }

    private void passOver(GitRelease release, String why, @Nullable String where) {
        warnings.add(new Problem(
                "Release " + release.name() + " is passed over, since its seeds cannot be read: " + why,
                where,
                "where databases are still on it, say with \"$was\" what it declared"));
    }

    private String shown(Path directory) {
        Path real = base;
        try {
            real = base.toRealPath();
        } catch (IOException e) {
            // Then it is shown as a whole.
            return directory.toString();
        }
        Path shown = directory.startsWith(real) ? real.relativize(directory) : directory;
        return shown.toString().isEmpty() ? "." : shown.toString().replace('\\', '/');
    }
}
