package dev.seedbed.history;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** The releases of a git repository, as far as they belong to the history of what is checked out. */
final class GitHistory implements AutoCloseable {
    private final Repository repository;
    private final Path workTree;

    private GitHistory(Repository repository, Path workTree) {
        this.repository = repository;
        this.workTree = workTree;
    }

    /**
     * The repository that a directory belongs to; null where it belongs to none.
     *
     * @param directory its real path
     * @throws SeedException where the repository is a shallow clone
     */
    static @Nullable GitHistory find(Path directory) throws IOException {
        FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(directory.toFile());
        if (builder.getGitDir() == null) {
            return null;
        }
        Repository repository = builder.setMustExist(true).build();
        if (repository.isBare()) {
            repository.close();
            return null;
        }
        Path workTree = repository.getWorkTree().toPath().toRealPath();
        if (!directory.startsWith(workTree)) {
            repository.close();
            return null;
        }
        if (!repository.getObjectDatabase().getShallowCommits().isEmpty()) {
            repository.close();
            throw new SeedException(new Problem(
                    "The repository is a shallow clone: releases are missing, and so would be their defaults.",
                    workTree.toString(),
                    "run \"git fetch --unshallow --tags\"; where a build server checks out, have it fetch the whole"
                            + " history (fetch-depth: 0)"));
        }
        return new GitHistory(repository, workTree);
    }

    Repository repository() {
        return repository;
    }

    Path workTree() {
        return workTree;
    }

    /** The path of a directory inside the repository; empty for the whole of it. */
    String path(Path directory) {
        return workTree.relativize(directory).toString().replace('\\', '/');
    }

    /** True where objects may be elsewhere on purpose. */
    boolean isPartial() {
        return repository.getConfig().getSubsections("remote").stream()
                .anyMatch(remote -> repository.getConfig().getBoolean("remote", remote, "promisor", false));
    }

    /**
     * The releases, the oldest first; of neighbours with the same seeds one.
     *
     * @param paths of the seeds directories
     * @param pattern of the tags that are releases; null for every commit on the first-parent line
     */
    List<GitRelease> releases(List<String> paths, @Nullable String pattern, List<Problem> warnings) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectId head = repository.resolve(Constants.HEAD);
            if (head == null) {
                warnings.add(nothing("No commit is there yet", null));
                return List.of();
            }
            SeedsAt seeds = new SeedsAt(paths, walk.parseCommit(head));
            if (pattern == null) {
                firstParents(walk, walk.parseCommit(head), seeds);
            } else {
                tags(walk, head, pattern, seeds, warnings);
            }
            if (seeds.releases.stream()
                    .noneMatch(release -> release.trees().stream().anyMatch(Optional::isPresent))) {
                warnings.add(
                        pattern == null
                                ? nothing("No commit has these seeds yet", "commit them")
                                : nothing(
                                        "No tag that matches \"" + pattern
                                                + "\" in the history of this commit has these seeds",
                                        "once the first release is tagged it counts; where there are tags, fetch them"
                                                + " (git fetch --tags), or mend \"releases\" in seedbed.yaml"));
            }
            Collections.reverse(seeds.releases);
            return seeds.releases;
        }
    }

    private Problem nothing(String message, @Nullable String mend) {
        return new Problem(message + ": no release is known that could be the former one.", workTree.toString(), mend);
    }

    private static void firstParents(RevWalk walk, RevCommit head, SeedsAt seeds) throws IOException {
        RevCommit commit = head;
        while (true) {
            seeds.at(
                    commit,
                    commit.abbreviate(10).name() + " ("
                            + Instant.ofEpochSecond(commit.getCommitTime())
                                    .atZone(ZoneOffset.UTC)
                                    .toLocalDate()
                            + ")");
            if (commit.getParentCount() == 0) {
                return;
            }
            RevCommit parent = walk.parseCommit(commit.getParent(0));
            commit.disposeBody();
            commit = parent;
        }
    }

    private void tags(RevWalk walk, ObjectId head, String pattern, SeedsAt seeds, List<Problem> warnings)
            throws IOException {
        Map<ObjectId, NavigableSet<String>> tags = tags(walk, pattern);
        walk.reset();
        walk.sort(RevSort.TOPO);
        walk.sort(RevSort.COMMIT_TIME_DESC, true);
        walk.markStart(walk.parseCommit(head));
        for (RevCommit commit = walk.next(); commit != null && !tags.isEmpty(); commit = walk.next()) {
            NavigableSet<String> names = tags.remove(commit.toObjectId());
            if (names != null) {
                seeds.at(commit, names.first());
            }
        }
        TreeSet<String> outside = new TreeSet<>();
        try (RevWalk other = new RevWalk(repository)) {
            RevCommit here = other.parseCommit(head);
            for (Map.Entry<ObjectId, NavigableSet<String>> tag : tags.entrySet()) {
                // What is built on this commit is in its future.
                if (!other.isMergedInto(here, other.parseCommit(tag.getKey()))) {
                    outside.addAll(tag.getValue());
                }
            }
        }
        if (!outside.isEmpty()) {
            warnings.add(new Problem(
                    "Tags outside the history of this commit do not count: " + String.join(", ", outside) + ".",
                    workTree.toString(),
                    "merge them, or say with \"$was\" what only they declared"));
        }
    }

    /** By commit; annotated tags and light ones. */
    private Map<ObjectId, NavigableSet<String>> tags(RevWalk walk, String pattern) throws IOException {
        Map<ObjectId, NavigableSet<String>> tags = new HashMap<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
            String name = ref.getName().substring(Constants.R_TAGS.length());
            if (matches(pattern, name)) {
                ObjectId peeled = repository.getRefDatabase().peel(ref).getPeeledObjectId();
                RevObject tagged = walk.parseAny(peeled == null ? ref.getObjectId() : peeled);
                // A tag of a single file or folder is no release of anything.
                if (tagged instanceof RevCommit) {
                    tags.computeIfAbsent(tagged.toObjectId(), id -> new TreeSet<>())
                            .add(name);
                }
            }
        }
        return tags;
    }

    private static boolean matches(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (String piece : pattern.split("\\*+", -1)) {
            regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(piece));
        }
        return name.matches(regex.toString());
    }

    /** Goes from commit to older commit and notes where the seeds change. */
    private final class SeedsAt {
        private final List<GitRelease> releases = new ArrayList<>();
        private final List<String> paths;
        private RevCommit newer;
        private List<Optional<ObjectId>> trees;

        SeedsAt(List<String> paths, RevCommit head) throws IOException {
            this.paths = new ArrayList<>(paths);
            this.newer = head;
            this.trees = new ArrayList<>();
            for (String path : paths) {
                trees.add(tree(head, path));
            }
        }

        void at(RevCommit commit, String name) throws IOException {
            List<Optional<ObjectId>> at = new ArrayList<>();
            for (int i = 0; i < paths.size(); i++) {
                Optional<ObjectId> tree = tree(commit, paths.get(i));
                if (tree.isEmpty() && trees.get(i).isPresent()) {
                    String former = new DirectoryRename(repository, paths.get(i)).before(commit, newer);
                    if (former != null) {
                        paths.set(i, former);
                        tree = tree(commit, former);
                    }
                }
                at.add(tree);
            }
            if (releases.isEmpty() || !releases.get(releases.size() - 1).trees().equals(at)) {
                releases.add(new GitRelease(name, at));
            }
            newer = commit;
            trees = at;
        }

        private Optional<ObjectId> tree(RevCommit commit, String path) throws IOException {
            if (path.isEmpty()) {
                return Optional.of(commit.getTree().toObjectId());
            }
            try (TreeWalk found = TreeWalk.forPath(repository, path, commit.getTree())) {
                return found != null && found.getFileMode(0) == FileMode.TREE
                        ? Optional.of(found.getObjectId(0))
                        : Optional.empty();
            }
        }
    }

    @Override
    public void close() {
        repository.close();
    }

    /** Counts. */
    static final class Votes {
        private final Map<String, Integer> votes = new TreeMap<>();

        void add(String name) {
            votes.merge(name, 1, Integer::sum);
        }

        /** The one with the most, of equals the first by name; null where there is none. */
        @Nullable
        String winner() {
            return votes.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue()
                            .thenComparing(
                                    Map.Entry.<String, Integer>comparingByKey().reversed()))
                    .map(Map.Entry::getKey)
                    .orElse(null);
        }
    }
}
