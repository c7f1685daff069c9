package dev.seedbed.maven;

import dev.seedbed.history.RecordFile;
import dev.seedbed.history.RecordText;
import dev.seedbed.history.Recording;
import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Paint;
import dev.seedbed.show.ProblemText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes down, out of git, every default that a release declared and the seeds declare no longer. Needs no database. */
@Mojo(name = "record", requiresProject = false)
public final class RecordMojo extends SeedbedMojo {
    /** Writes nothing; fails where the file lacks something, and says which rows. */
    @Parameter(property = "seedbed.check", defaultValue = "false")
    boolean check;

    /** The tags that are releases, * for any characters. Else releases in seedbed.yaml. */
    @Parameter(property = "seedbed.releases")
    @Nullable
    String releases;

    @Override
    void act() {
        Places places = places();
        Recording.Result result = Recording.read(
                places.seeds(),
                places.directory(),
                releases == null ? places.config().releases() : releases,
                places.classPath());
        result.warnings().forEach(warning -> getLog().warn(SeedbedMojo.NAMES.in(warning.toString())));
        RecordText text = new RecordText(new ProblemText(Paint.OFF), FORM);
        List<Problem> behind = check ? text.behind(result) : List.of();
        if (!behind.isEmpty()) {
            throw new SeedException(behind);
        }
        List<List<String>> written = new ArrayList<>();
        for (RecordFile file : result.files()) {
            written.add(check ? List.of() : write(file));
        }
        say(text.summary(result, written, check));
    }

    private static List<String> write(RecordFile file) {
        try {
            return file.write();
        } catch (IOException e) {
            throw new SeedException(
                    new Problem(
                            "The record cannot be written: " + FileFailure.why(e) + ".",
                            file.path(),
                            "let this user write it"),
                    e);
        }
    }
}
