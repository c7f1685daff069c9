package dev.seedbed.history;

import dev.seedbed.source.SeedTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** A seeds directory as a commit has it. */
final class GitTree implements SeedTree {
    private static final int MOST_LINKS = 8;
    private static final int LONGEST_POINTER_BYTES = 1024;
    private static final byte[] LARGE_FILE =
            "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

    private final Repository repository;
    private final String shown;
    private final NavigableMap<String, ObjectId> files = new TreeMap<>();
    private @Nullable IOException gone;

    GitTree(Repository repository, ObjectId tree, String shown) throws IOException {
        this.repository = repository;
        this.shown = shown;
        NavigableMap<String, String> links = new TreeMap<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                String path = walk.getPathString();
                FileMode mode = walk.getFileMode(0);
                if (mode == FileMode.GITLINK) {
                    throw new IOException("\"" + path + "\" is a submodule");
                }
                if (mode == FileMode.SYMLINK) {
                    links.put(
                            path,
                            new String(repository.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
                } else {
                    files.put(path, walk.getObjectId(0));
                }
            }
        }
        for (String link : links.keySet()) {
            follow(link, links);
        }
    }

    /** Adds what a symbolic link leads to, a file or all files of a folder. */
    private void follow(String link, NavigableMap<String, String> links) throws IOException {
        String at = link;
        for (int i = 0; i < MOST_LINKS && links.containsKey(at); i++) {
            at = beside(at, links.get(at));
        }
        ObjectId file = files.get(at);
        if (file != null) {
            files.put(link, file);
            return;
        }
        NavigableMap<String, ObjectId> folder = new TreeMap<>(files.subMap(at + "/", true, at + "0", false));
        if (folder.isEmpty() || link.startsWith(at + "/")) {
            throw new IOException("the symbolic link \"" + link + "\" leads to no file of the seeds");
        }
        int below = at.length();
        folder.forEach((path, id) -> files.put(link + path.substring(below), id));
    }

    private static String beside(String link, @Nullable String target) throws IOException {
        Deque<String> parts = new ArrayDeque<>();
        String folder = link.substring(0, link.lastIndexOf('/') + 1);
        for (String part : (folder + target).split("/", -1)) {
            if (part.equals("..") && parts.pollLast() == null) {
                throw new IOException("the symbolic link \"" + link + "\" leads out of the seeds directory");
            } else if (!part.equals("..") && !part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    @Override
    public List<String> files() {
        return List.copyOf(files.keySet());
    }

    @Override
    public InputStream open(String relative) throws IOException {
        ObjectLoader blob = blob(relative);
        if (blob.getSize() <= LONGEST_POINTER_BYTES) {
            byte[] content = blob.getBytes();
            if (content.length > LARGE_FILE.length
                    && Arrays.equals(content, 0, LARGE_FILE.length, LARGE_FILE, 0, LARGE_FILE.length)) {
                throw new GitLargeFile();
            }
        }
        return blob.openStream();
    }

    private ObjectLoader blob(String relative) throws IOException {
        ObjectId id = files.get(relative);
        if (id == null) {
            throw new IOException("no such file");
        }
        try {
            return repository.open(id);
        } catch (IOException e) {
            gone = e;
            throw e;
        }
    }

    @Override
    public long size(String relative) {
        try {
            return blob(relative).getSize();
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public String shown() {
        return shown;
    }

    /** Why an object of the tree could not be had; null where none was missing. */
    @Nullable
    IOException gone() {
        return gone;
    }

    /** The content is kept by git-lfs, outside the repository. */
    private static final class GitLargeFile extends IOException {
        private static final long serialVersionUID = 1L;

        GitLargeFile() {
            super("Git LFS has its content, and the repository none");
        }
    }
}
