package dev.seedbed.show;

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
public final class PlanFile {
    private PlanFile() {}

    /**
     * Writes a plan, in place of one that is there.
     *
     * @throws SeedException as a usage error where the file cannot be written
     */
    public static void write(Path directory, Path file, SavedPlan plan) {
        try {
            Files.writeString(directory.resolve(file), plan.json());
        } catch (IOException e) {
            throw failure("The plan cannot be saved", file, e, "name a file in a directory that can be written to");
        }
    }

    /**
     * Reads a plan.
     *
     * @param saving the call that saves a plan there, for errors
     * @throws SeedException as a usage error where there is no such file, it cannot be read, or it holds no plan
     */
    public static SavedPlan read(Path directory, Path file, String saving) {
        try {
            return SavedPlan.of(Files.readString(directory.resolve(file)), file.toString());
        } catch (NoSuchFileException e) {
            throw failure("There is no such file", file, e, "save a plan with: " + saving);
        } catch (IOException e) {
            throw failure("The plan cannot be read", file, e, "name the file of a plan that was saved");
        }
    }

    private static SeedException failure(String what, Path file, IOException e, String mend) {
        String why = e instanceof NoSuchFileException ? "" : ": " + FileFailure.why(e);
        return new SeedException(
                SeedException.Kind.USAGE, List.of(new Problem(what + why + ".", file.toString(), mend)), e);
    }
}
