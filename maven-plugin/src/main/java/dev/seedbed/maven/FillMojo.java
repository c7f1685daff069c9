package dev.seedbed.maven;

import dev.seedbed.plan.Mode;
import org.apache.maven.plugins.annotations.Mojo;

/** After migrations: inserts what is missing, and changes nothing that is there. */
@Mojo(name = "fill", requiresProject = false, threadSafe = true)
public final class FillMojo extends DatabaseMojo {
    @Override
    void act() {
        run(Mode.FILL);
    }
}
