package dev.seedbed.history;

import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The seeds directories at one commit.
 *
 * @param name of its tag, or the commit and its day
 * @param trees one for each directory, in their order; empty where the commit has none
 */
record GitRelease(String name, List<Optional<ObjectId>> trees) {
    GitRelease {
        trees = List.copyOf(trees);
    }
}
