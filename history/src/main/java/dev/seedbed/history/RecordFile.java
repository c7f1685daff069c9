package dev.seedbed.history;

import dev.seedbed.record.Recorded;
import dev.seedbed.source.SeedHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of one seeds directory: as it should be, and whether it is.
 *
 * @param directory its real path
 * @param shown the directory as its user knows it
 * @param releases the releases it comes from, the oldest first; null where it comes from the last recorded state
 * @param mergesInGit whether it may meet other branches
 */
public record RecordFile(
        Path directory,
        String shown,
        Recorded recorded,
        @Nullable List<String> releases,
        boolean mergesInGit) {
    private static final String ATTRIBUTES = ".gitattributes";

    /** The file, as errors show it. */
    public String path() {
        return shown + "/" + SeedHistory.FILE;
    }

    /** True where the file says all that it should, whatever else it says. */
    public boolean isComplete() {
        return recorded.isComplete();
    }

    /**
     * Writes the file where it is not as it should be, at once or not at all. One that would say nothing is not begun.
     *
     * @return what was written, as its user knows it: the file, and where it is new and in git also {@code .gitattributes}
     */
    public List<String> write() throws IOException {
        Path file = directory.resolve(SeedHistory.FILE);
        boolean isNew = !Files.exists(file);
        boolean saysNothing = recorded.text().indexOf('\n') == recorded.text().length() - 1;
        if (isNew ? saysNothing : Files.readString(file).replace("\r\n", "\n").equals(recorded.text())) {
            return List.of();
        }
        List<String> written = new ArrayList<>();
        Path temporary = Files.createTempFile(directory, ".former", ".tmp");
        try {
            // Written through a stream, the file has the permissions that files have here.
            Files.delete(temporary);
            Files.writeString(temporary, recorded.text());
            Files.move(temporary, isNew ? file : file.toRealPath(), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        written.add(path());
        Path attributes = directory.resolve(ATTRIBUTES);
        if (isNew && mergesInGit && !Files.exists(attributes)) {
            Files.writeString(attributes, SeedHistory.FILE + " merge=union\n");
            written.add(shown + "/" + ATTRIBUTES);
        }
        return written;
    }
}
