package dev.seedbed.history;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Where a directory was before it was renamed: where most of its files came from, as git's rename detection sees it. */
final class DirectoryRename {
    private final Repository repository;
    private final String path;

    DirectoryRename(Repository repository, String path) {
        this.repository = repository;
        this.path = path;
    }

    /** Its path in the older commit; null where its files came from nowhere. */
    @Nullable
    String before(RevCommit older, RevCommit newer) throws IOException {
        RenameDetector detector = new RenameDetector(repository);
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(older.getTree());
            walk.addTree(newer.getTree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            for (DiffEntry entry : DiffEntry.scan(walk)) {
                if (entry.getChangeType() == DiffEntry.ChangeType.DELETE
                        || entry.getNewPath().startsWith(path + "/")) {
                    detector.addAll(List.of(entry));
                }
            }
        }
        GitHistory.Votes votes = new GitHistory.Votes();
        for (DiffEntry entry : detector.compute()) {
            if (entry.getChangeType() == DiffEntry.ChangeType.RENAME) {
                String below = entry.getNewPath().substring(path.length());
                String old = "/" + entry.getOldPath();
                if (old.endsWith(below)) {
                    votes.add(old.equals(below) ? "" : old.substring(1, old.length() - below.length()));
                }
            }
        }
        return votes.winner();
    }
}
