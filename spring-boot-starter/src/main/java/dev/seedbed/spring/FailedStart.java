package dev.seedbed.spring;

import dev.seedbed.connect.Secrets;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.List;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.NestedExceptionUtils;

/** Says as JSON why an application does not come to the end of its run, beside what its log says. */
record FailedStart(RunOutput output) implements ApplicationListener<ApplicationFailedEvent> {
    @Override
    public void onApplicationEvent(ApplicationFailedEvent event) {
        output.stream().println(ReportJson.ofFailure(Outcome.FAILED, problems(event.getException())));
    }

    private static List<Problem> problems(Throwable failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        return cause instanceof SeedException seeds
                ? seeds.problems()
                : List.of(new Problem(
                        "The application failed with " + Secrets.mask(cause.toString(), null),
                        null,
                        "see what it logs"));
    }
}
