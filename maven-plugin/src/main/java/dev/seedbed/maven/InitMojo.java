package dev.seedbed.maven;

import dev.seedbed.plan.Mode;
import org.apache.maven.plugins.annotations.Mojo;

/** The first launch: plants every seeder whose tables are all empty. */
@Mojo(name = "init", requiresProject = false, threadSafe = true)
public final class InitMojo extends DatabaseMojo {
    @Override
    void act() {
        run(Mode.INIT);
    }
}
