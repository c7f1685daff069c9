package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.admin.run.Approval;
import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.run.Run;
import dev.seedbed.admin.run.Runs;
import dev.seedbed.admin.web.Call;
import dev.seedbed.admin.web.Problems;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** A plan as a diff, and the word that it may be applied. */
@Controller
public final class PlanPages {
    private final Console console;
    private final Plans plans;
    private final Runs runs;
    private final Approvers approvers;
    private final Rows rows;
    private final Problems problems;

    PlanPages(Console console, Plans plans, Runs runs, Approvers approvers, Rows rows, Problems problems) {
        this.console = console;
        this.plans = plans;
        this.runs = runs;
        this.approvers = approvers;
        this.rows = rows;
        this.problems = problems;
    }

    /**
     * @param run that the plan was applied by, or tried; null where nobody has yet
     * @param address of this page, for somebody else
     * @param others names of some who may apply the plan, where it has to be another
     * @param confirm what was written for the name of the database
     * @param problem why it is not applied; null where nobody has asked
     * @param isMisnamed true where that is because of what was written for the name of the database
     */
    public record PlanPage(
            Plans.Plan plan,
            ReportView report,
            Changes changes,
            ReportLinks links,
            Approval approval,
            @Nullable Run run,
            String address,
            List<String> others,
            String confirm,
            String reason,
            @Nullable Problem problem,
            boolean isMisnamed) {
        public boolean isEmpty() {
            return report.writes() == 0 && report.sql().isEmpty();
        }
    }

    @GetMapping("/plans/{id}")
    @Needs("seeds:read")
    View plan(HttpServletRequest request, @PathVariable UUID id) {
        return page(request, 200, id, "", null, null);
    }

    @PostMapping("/plans/{id}")
    @Needs("seeds:run")
    View apply(
            HttpServletRequest request,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String confirm,
            @RequestParam(defaultValue = "") String reason) {
        try {
            Run run = runs.start(id, confirm, Call.by(request, reason.isBlank() ? null : reason));
            return console.to("/runs/" + run.id(), null);
        } catch (Refused e) {
            problems.record(request, e);
            return page(request, e.status(), id, confirm, reason, e);
        }
    }

    private View page(
            HttpServletRequest request,
            int status,
            UUID id,
            String confirm,
            @Nullable String reason,
            @Nullable Refused refused) {
        Plans.Plan plan = plans.get(id);
        ReportView report = ReportView.of(Objects.requireNonNull(plan.report()));
        Approval approval = runs.approval(plan, Call.caller().name());
        UUID run = approval.run();
        PlanPage page = new PlanPage(
                plan,
                report,
                Changes.of(report, Changes.Filter.of(request.getParameterMap())),
                ReportLinks.of(report, console, rows),
                approval,
                run == null ? null : runs.get(run),
                request.getRequestURL().toString(),
                approval.needsAnother() ? approvers.besides(Call.caller()) : List.of(),
                confirm,
                reason == null ? Objects.requireNonNullElse(plan.reason(), "") : reason,
                refused == null ? null : RefusalWords.of(refused),
                refused != null && refused.code().equals("not-confirmed"));
        return console.page(request, status, "plans", "Plan: " + plan.mode(), "plan", page);
    }
}
