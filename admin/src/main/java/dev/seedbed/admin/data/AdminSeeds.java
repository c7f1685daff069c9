package dev.seedbed.admin.data;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.Progress;
import dev.seedbed.run.Confirmation;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;

/** Plants the roles of the service and what they may do: Seedbed's own seeds, by Seedbed. */
public final class AdminSeeds {
    private AdminSeeds() {}

    /**
     * Brings roles and rules to this release's defaults; writes nothing where they are.
     *
     * @param application what is administered, in whose database and environment they are planted
     * @throws SeedException where they cannot be planted; nothing was written then
     */
    public static void plant(Seedbed application) {
        Report report = application
                .seeding(AdminSeeds.class.getClassLoader(), "classpath:dev/seedbed/admin/seeds")
                .askedBy("seedbed-admin", "start of the admin service", Confirmation.GIVEN, Progress.NONE)
                .run(Mode.UPDATE);
        if (report.outcome() != Outcome.APPLIED && report.outcome() != Outcome.NOTHING_TO_DO) {
            throw new SeedException(report.errors());
        }
    }
}
