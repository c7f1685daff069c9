package dev.seedbed.maven;

import dev.seedbed.plan.Mode;
import dev.seedbed.seed.SeedException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that looks ahead to a run. */
abstract class AheadMojo extends DatabaseMojo {
    /** What the run that is looked ahead to may do: init, fill, update or reset. */
    @Parameter(property = "seedbed.mode", defaultValue = "update")
    String mode = "update";

    final Mode mode() {
        return Arrays.stream(Mode.values())
                .filter(each -> each.label().equals(mode))
                .findFirst()
                .orElseThrow(() -> SeedException.usage(
                        "\"" + mode + "\" is no mode.",
                        "--mode",
                        "write one of "
                                + Arrays.stream(Mode.values()).map(Mode::label).collect(Collectors.joining(", "))));
    }
}
