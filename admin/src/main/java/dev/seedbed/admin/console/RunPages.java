package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.admin.run.Run;
import dev.seedbed.admin.run.Runs;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/** How far a run is, and what became of it. */
@Controller
public final class RunPages {
    private final Console console;
    private final Runs runs;
    private final Rows rows;

    RunPages(Console console, Runs runs, Rows rows) {
        this.console = console;
        this.runs = runs;
        this.rows = rows;
    }

    /**
     * @param now when it was looked at
     * @param isInLedger true where its entries can be looked at
     * @param report null while it runs, and where its process ended before it could keep one
     */
    public record RunPage(
            Run run,
            Instant now,
            boolean isInLedger,
            @Nullable ReportView report,
            @Nullable Changes changes,
            @Nullable ReportLinks links) {
        private static final int SHOWN = 20;

        public boolean isGoing() {
            return run.state().equals("running");
        }

        /** True where nobody knows how it ended. */
        public boolean isDoubtful() {
            return run.state().equals("unknown");
        }

        /** True where nothing was written, and a new plan would say what is to be done now. */
        public boolean isToBePlannedAgain() {
            return isDoubtful() || run.state().equals("failed") || run.state().equals("refused");
        }

        public List<Problem> firstErrors() {
            return report == null
                    ? List.of()
                    : report.errors().stream().limit(SHOWN).toList();
        }

        public List<Problem> furtherErrors() {
            return report == null
                    ? List.of()
                    : report.errors().stream().skip(SHOWN).toList();
        }
    }

    public static String path(String id) {
        return "/runs/" + id;
    }

    private boolean isInLedger(Run run) {
        return run.state().equals("applied")
                && console.may("audit:read")
                && rows.remember(run.id().toString());
    }

    @GetMapping("/runs/{id}")
    @Needs("seeds:read")
    View run(HttpServletRequest request, @PathVariable UUID id) {
        Run run = runs.get(id);
        String json = run.report();
        ReportView report = json == null ? null : ReportView.of(json);
        Changes changes = report == null ? null : Changes.of(report, Changes.Filter.of(request.getParameterMap()));
        ReportLinks links = report == null ? null : ReportLinks.of(report, console, rows);
        return console.page(
                request,
                "plans",
                "Run: " + run.state().replace('-', ' '),
                "run",
                new RunPage(run, Instant.now(), isInLedger(run), report, changes, links));
    }
}
