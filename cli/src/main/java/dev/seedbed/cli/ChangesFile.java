package dev.seedbed.cli;

import dev.seedbed.plan.RowChange;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The file of {@code --changes}: every change on a line of its own. */
final class ChangesFile implements Consumer<RowChange>, AutoCloseable {
    private final Path path;
    private final BufferedWriter writer;

    private ChangesFile(Path path, BufferedWriter writer) {
        this.path = path;
        this.writer = writer;
    }

    /** Null where no file is named. */
    static @Nullable ChangesFile open(Path directory, @Nullable Path file) {
        if (file == null) {
            return null;
        }
        Path path = directory.resolve(file);
        try {
            return new ChangesFile(path, Files.newBufferedWriter(path));
        } catch (IOException e) {
            throw new SeedException(
                    SeedException.Kind.USAGE,
                    List.of(problem(path, e, "name a file in a directory that can be written to")),
                    e);
        }
    }

    @Override
    public void accept(RowChange change) {
        try {
            writer.write(ReportJson.line(change));
            writer.write('\n');
        } catch (IOException e) {
            throw new SeedException(problem(path, e, "make room on the disk"), e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new SeedException(problem(path, e, "make room on the disk"), e);
        }
    }

    private static Problem problem(Path path, IOException e, String mend) {
        return new Problem(
                "The file for the changes cannot be written: " + FileFailure.why(e) + ".", path.toString(), mend);
    }
}
