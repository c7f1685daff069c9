package dev.seedbed.maven;

import dev.seedbed.plan.Mode;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that looks ahead to a run. */
abstract class AheadMojo extends DatabaseMojo {
    /** What the run that is looked ahead to may do: init, fill, update or reset. */
    @Parameter(property = "seedbed.mode", defaultValue = "update")
    String mode = "update";

    final Mode mode() {
        return Mode.of(mode, "--mode");
    }
}
