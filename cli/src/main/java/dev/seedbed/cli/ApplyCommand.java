package dev.seedbed.cli;

import dev.seedbed.run.SavedPlan;
import dev.seedbed.show.PlanFile;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

final class ApplyCommand extends DatabaseCommand {
    private Path file = Path.of("plan.json");

    ApplyCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Does exactly what a plan says that was saved by plan --out, or nothing.",
                        "It is planned again under the lock. Where changes, seeds, options, environment or database are"
                                + " others by now, the run is refused with exit code 4 and says what has moved.")
                .footer(
                        "Examples:",
                        "  seedbed plan --out plan.json --url postgres://app@localhost/app",
                        "  seedbed apply plan.json --url postgres://app@localhost/app");
        spec.addPositional(
                Value.parameter("FILE", Path.class, value -> file = value, "The saved plan. Default: plan.json."));
        session.run.addYesTo(spec);
        allOptions(spec);
    }

    @Override
    public Integer call() {
        session.command = "apply " + file;
        SavedPlan plan = PlanFile.read(session.world.directory(), file, "seedbed plan --out " + file);
        return session.print(session.report(plan.mode(), seedbed -> seedbed.apply(plan), null), "apply");
    }
}
