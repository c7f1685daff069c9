package dev.seedbed.history;

import java.io.IOException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * JGit without the user's and the system's settings: looking for those starts a {@code git} process and writes into the
 * home directory, and nothing in them changes what a commit holds.
 */
final class OwnGit implements AutoCloseable {
    private final SystemReader before;

    OwnGit() {
        before = SystemReader.getInstance();
        SystemReader.setInstance(new NoSettings(before));
        FS.FileStoreAttributes.setBackground(true);
    }

    @Override
    public void close() {
        SystemReader.setInstance(before);
    }

    private static final class NoSettings extends SystemReader.Delegate {
        NoSettings(SystemReader real) {
            super(real);
        }

        @Override
        public FileBasedConfig openUserConfig(Config parent, FS fs) {
            return new Nothing(parent, fs);
        }

        @Override
        public FileBasedConfig openSystemConfig(Config parent, FS fs) {
            return new Nothing(parent, fs);
        }

        @Override
        public FileBasedConfig openJGitConfig(Config parent, FS fs) {
            return new Nothing(parent, fs);
        }
    }

    @SuppressWarnings("NullAway") // JGit takes null for a file that there is none of
    private static final class Nothing extends FileBasedConfig {
        Nothing(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            clear();
        }

        @Override
        public void save() throws IOException {
            // Whatever JGit found out about the disk it forgets again.
            clear();
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
