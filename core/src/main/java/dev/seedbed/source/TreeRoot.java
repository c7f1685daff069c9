package dev.seedbed.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Seeds in a {@link SeedTree}. */
final class TreeRoot extends SeedRoot {
    private final SeedTree tree;
    private final List<String> files;
    private final Set<String> names;

    TreeRoot(SeedTree tree) {
        super(tree.shown());
        this.tree = tree;
        this.files = tree.files().stream().filter(file -> !isHidden(file)).toList();
        this.names = new HashSet<>(files);
    }

    @Override
    List<String> files(Problems problems) {
        return files;
    }

    @Override
    Found find(String relative) {
        if (names.contains(relative)) {
            return Found.FILE;
        }
        return files.stream().anyMatch(file -> file.startsWith(relative + "/")) ? Found.OTHER : Found.NOTHING;
    }

    @Override
    InputStream stream(String relative) throws IOException {
        return tree.open(relative);
    }

    @Override
    long size(String relative) {
        return tree.size(relative);
    }

    @Override
    String place(String relative) {
        return tree.shown() + "/" + relative;
    }

    @Override
    @Nullable
    String only() {
        return null;
    }
}
