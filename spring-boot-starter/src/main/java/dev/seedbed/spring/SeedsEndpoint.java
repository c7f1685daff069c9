package dev.seedbed.spring;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.SeedException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.context.ApplicationEventPublisher;

/**
 * {@code /actuator/seeds}: how the database differs from its seeds, as {@code plan --format json} has it. A POST runs
 * {@code update} where {@code seedbed.endpoint.update} is true, and is refused else.
 */
@Endpoint(id = "seeds")
public final class SeedsEndpoint {
    private static final String JSON = "application/json";

    private final ObjectProvider<Seedbed> seedbed;
    private final ApplicationEventPublisher events;
    private final SeedbedProperties properties;

    SeedsEndpoint(ObjectProvider<Seedbed> seedbed, ApplicationEventPublisher events, SeedbedProperties properties) {
        this.seedbed = seedbed;
        this.events = events;
        this.properties = properties;
    }

    /** What {@code update} would do. */
    @ReadOperation(produces = JSON)
    public WebEndpointResponse<String> drift() {
        try {
            return new WebEndpointResponse<>(ReportJson.of(seedbed().plan(Mode.UPDATE)));
        } catch (SeedException e) {
            return failed(e);
        }
    }

    /** Runs {@code update}. */
    @WriteOperation(produces = JSON)
    public WebEndpointResponse<String> update() {
        try {
            if (!properties.endpoint().update()) {
                throw SeedException.refused(
                        "This endpoint only reads.",
                        "seedbed.endpoint.update",
                        "set it to true, or run update elsewhere");
            }
            Report report = seedbed().update();
            events.publishEvent(new SeedsPlanted(report));
            return new WebEndpointResponse<>(ReportJson.of(report), status(report.outcome()));
        } catch (SeedException e) {
            return failed(e);
        }
    }

    /** There all the same where beans were decided about when the application was built. */
    private Seedbed seedbed() {
        if (!properties.enabled()) {
            throw SeedException.refused(
                    "This application plants no seeds.", "seedbed.enabled", "leave it as it is by default");
        }
        return seedbed.getObject();
    }

    private static WebEndpointResponse<String> failed(SeedException e) {
        Outcome outcome = Outcome.of(e.kind());
        return new WebEndpointResponse<>(ReportJson.ofFailure(outcome, e.problems()), status(outcome));
    }

    private static int status(Outcome outcome) {
        return switch (outcome) {
            case APPLIED, NOTHING_TO_DO, PLANNED -> WebEndpointResponse.STATUS_OK;
            case REFUSED -> 403;
            case FAILED, UNKNOWN -> WebEndpointResponse.STATUS_INTERNAL_SERVER_ERROR;
        };
    }
}
