package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.run.Run;
import dev.seedbed.admin.run.Runs;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the database differs from its seeds; plans, and runs of them. */
@RestController
@RequestMapping("/api/v1")
final class SeedEndpoints {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Plans plans;
    private final Runs runs;

    SeedEndpoints(Plans plans, Runs runs) {
        this.plans = plans;
        this.runs = runs;
    }

    record NewPlan(String mode, @Nullable String reason) {
        NewPlan {
            Required.of(mode, "mode");
        }
    }

    /** @param confirm the database's name, which is compared in production */
    record NewRun(
            UUID plan, @Nullable String confirm, @Nullable String reason) {
        NewRun {
            Required.of(plan, "plan");
        }
    }

    record PlanAnswer(
            UUID id,
            String mode,
            String madeBy,
            Instant madeAt,
            @Nullable String reason,
            JsonNode report) {}

    /** A plan that nobody has applied and that would change something, as {@link Plans.Plan} tells it. */
    record WaitingPlan(
            UUID id,
            String mode,
            String madeBy,
            Instant madeAt,
            @Nullable String reason,
            @Nullable Long writes,
            @Nullable Long adopts,
            @Nullable String target) {
        static WaitingPlan of(Plans.Plan plan) {
            return new WaitingPlan(
                    plan.id(),
                    plan.mode(),
                    plan.madeBy(),
                    plan.madeAt(),
                    plan.reason(),
                    plan.writes(),
                    plan.adopts(),
                    plan.target());
        }
    }

    record PlanList(List<WaitingPlan> plans) {}

    record RunAnswer(
            UUID id,
            UUID plan,
            String mode,
            String startedBy,
            Instant startedAt,
            @Nullable String reason,
            String state,
            @Nullable Instant finishedAt,
            Run.@Nullable Progress progress,
            @Nullable JsonNode report) {}

    /** @param next what {@code before} is for the next page; null where there is none */
    record RunList(List<RunAnswer> runs, @Nullable Instant next) {}

    /** The report of a plan, in the form that {@code seedbed status --format json} has. */
    @GetMapping(path = "/status", produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs("seeds:read")
    JsonNode status(@RequestParam(defaultValue = "update") String mode) {
        return JSON.readTree(plans.status(mode));
    }

    @PostMapping("/plans")
    @Needs("seeds:run")
    @ResponseStatus(HttpStatus.CREATED)
    PlanAnswer plan(@RequestBody NewPlan body, HttpServletRequest request) {
        return answer(plans.make(body.mode(), Call.by(request, body.reason())));
    }

    @GetMapping("/plans")
    @Needs("seeds:read")
    PlanList plans(@RequestParam(defaultValue = "50") int limit) {
        return new PlanList(
                plans.waiting(Call.most(limit)).stream().map(WaitingPlan::of).toList());
    }

    @GetMapping("/plans/{id}")
    @Needs("seeds:read")
    PlanAnswer plan(@PathVariable UUID id) {
        return answer(plans.get(id));
    }

    @PostMapping("/runs")
    @Needs("seeds:run")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunAnswer run(@RequestBody NewRun body, HttpServletRequest request) {
        return answer(runs.start(
                body.plan(), Objects.requireNonNullElse(body.confirm(), ""), Call.by(request, body.reason())));
    }

    @GetMapping("/runs")
    @Needs("seeds:read")
    RunList runs(
            @RequestParam(required = false) @Nullable String before, @RequestParam(defaultValue = "50") int limit) {
        int most = Call.most(limit);
        List<Run> found = runs.list(most, Call.instant(before, "before"));
        return new RunList(
                found.stream().map(SeedEndpoints::answer).toList(),
                found.size() < most ? null : found.get(most - 1).startedAt());
    }

    @GetMapping("/runs/{id}")
    @Needs("seeds:read")
    RunAnswer run(@PathVariable UUID id) {
        return answer(runs.get(id));
    }

    private static PlanAnswer answer(Plans.Plan plan) {
        return new PlanAnswer(
                plan.id(),
                plan.mode(),
                plan.madeBy(),
                plan.madeAt(),
                plan.reason(),
                JSON.readTree(Objects.requireNonNull(plan.report())));
    }

    private static RunAnswer answer(Run run) {
        return new RunAnswer(
                run.id(),
                run.plan(),
                run.mode(),
                run.startedBy(),
                run.startedAt(),
                run.reason(),
                run.state(),
                run.finishedAt(),
                run.progress(),
                run.report() == null ? null : JSON.readTree(run.report()));
    }
}
