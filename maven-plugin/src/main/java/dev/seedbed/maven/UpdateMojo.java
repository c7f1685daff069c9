package dev.seedbed.maven;

import dev.seedbed.plan.Mode;
import org.apache.maven.plugins.annotations.Mojo;

/** For a release: inserts what is missing, and changes what nobody has decided otherwise. */
@Mojo(name = "update", requiresProject = false, threadSafe = true)
public final class UpdateMojo extends DatabaseMojo {
    @Override
    void act() {
        run(Mode.UPDATE);
    }
}
