package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.run.Run;
import dev.seedbed.admin.run.Runs;
import dev.seedbed.admin.web.Call;
import dev.seedbed.admin.web.Problems;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Plans that wait for somebody, runs, and how a plan is made. */
@Controller
public final class PlanListPages {
    private static final int WAITING = 50;
    private static final int RUNS = 50;

    private final Console console;
    private final Plans plans;
    private final Runs runs;
    private final Problems problems;

    PlanListPages(Console console, Plans plans, Runs runs, Problems problems) {
        this.console = console;
        this.plans = plans;
        this.runs = runs;
        this.problems = problems;
    }

    /**
     * @param earlier whether these are earlier runs, and not the latest
     * @param next start of the last run that is shown, where there are more; null for none
     * @param mode that was asked for
     * @param problem why no plan was made; null for none
     */
    public record PlanList(
            List<Plans.Plan> waiting,
            List<Run> runs,
            boolean earlier,
            @Nullable Instant next,
            String mode,
            String reason,
            @Nullable Problem problem) {}

    @GetMapping("/plans")
    @Needs("seeds:read")
    View plans(HttpServletRequest request, @RequestParam(required = false) @Nullable String before) {
        return page(request, 200, Call.instant(before, "before"), "update", "", null);
    }

    @PostMapping("/plans")
    @Needs("seeds:run")
    View make(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String mode,
            @RequestParam(defaultValue = "") String reason) {
        try {
            Plans.Plan plan = plans.make(mode, Call.by(request, reason.isBlank() ? null : reason));
            return console.to("/plans/" + plan.id(), null);
        } catch (Refused e) {
            problems.record(request, e);
            return page(request, e.status(), null, mode, reason, RefusalWords.of(e));
        }
    }

    private View page(
            HttpServletRequest request,
            int status,
            @Nullable Instant before,
            String mode,
            String reason,
            @Nullable Problem problem) {
        List<Run> more = runs.list(RUNS + 1, before);
        List<Run> shown = more.subList(0, Math.min(RUNS, more.size()));
        PlanList page = new PlanList(
                before == null ? plans.waiting(WAITING) : List.of(),
                shown,
                before != null,
                more.size() > RUNS ? shown.get(RUNS - 1).startedAt() : null,
                mode,
                reason,
                problem);
        return console.page(request, status, "plans", "Plans and runs", "plans", page);
    }
}
