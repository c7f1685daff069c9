package dev.seedbed.cli;

import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The file of a saved plan. */
final class PlanFile {
    private PlanFile() {}

    static void write(Path directory, Path file, SavedPlan plan) {
        try {
            Files.writeString(directory.resolve(file), plan.json());
        } catch (IOException e) {
            throw failure("The plan cannot be saved", file, e, "name a file in a directory that can be written to");
        }
    }

    static SavedPlan read(Path directory, Path file) {
        try {
            return SavedPlan.of(Files.readString(directory.resolve(file)), file.toString());
        } catch (NoSuchFileException e) {
            throw failure("There is no such file", file, e, "save a plan with: seedbed plan --out " + file);
        } catch (IOException e) {
            throw failure("The plan cannot be read", file, e, "name a file that plan --out has written");
        }
    }

    private static SeedException failure(String what, Path file, IOException e, String mend) {
        String why = e instanceof NoSuchFileException ? "" : ": " + FileFailure.why(e);
        return new SeedException(
                SeedException.Kind.USAGE, List.of(new Problem(what + why + ".", file.toString(), mend)), e);
    }
}
