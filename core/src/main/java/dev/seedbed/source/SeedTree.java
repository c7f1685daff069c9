package dev.seedbed.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The files of a seeds directory that stands somewhere else than on disk: in a release under version control. Files are
 * named relative to the directory, with {@code /}. Symbolic links are followed by the tree itself, and never out of it.
 */
public interface SeedTree {
    /** All files, folders included, in name order. */
    List<String> files();

    /** @throws IOException where there is no such file, or it cannot be read */
    InputStream open(String relative) throws IOException;

    /** In bytes; -1 where it is not known. */
    long size(String relative);

    /** What errors call the directory: {@code seeds at v1.2}. */
    String shown();
}
