package dev.seedbed.maven;

import org.apache.maven.plugins.annotations.Mojo;

/** What a run would do, row by row and with the reason. Only reads. */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
public final class PlanMojo extends AheadMojo {
    @Override
    void act() {
        tell("plan", seedbed().plan(mode()));
    }
}
