package dev.seedbed.admin.console;

import dev.seedbed.SeedGraph;
import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.run.Look;
import dev.seedbed.admin.run.Plans;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Report;
import dev.seedbed.show.GraphSvg;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** The seeders, drawn in the order in which they are planted, and each with its tables and how they stand. */
@Controller
public final class SeederPages {
    private final Console console;
    private final Plans plans;

    SeederPages(Console console, Plans plans) {
        this.console = console;
        this.plans = plans;
    }

    /** @param drawing as SVG, with every name escaped */
    public record Seeders(String drawing, SeedGraph graph, Look look) {
        /** How the rows of a seeder in a table stand, in a few words. */
        public String state(TableCounts counts) {
            Report report = look.report();
            return Words.state(counts, report == null ? 0 : deletedByHand(report, counts));
        }

        /** Those that the report lists. */
        private static long deletedByHand(Report report, TableCounts counts) {
            return report.changes().stream()
                    .filter(change -> change.seeder().equals(counts.seeder())
                            && change.table().equals(counts.table())
                            && RowWords.isDeletedByHand(change))
                    .count();
        }

        public List<TableCounts> tables(String seeder) {
            Report report = look.report();
            return report == null
                    ? List.of()
                    : report.tables().stream()
                            .filter(table -> table.seeder().equals(seeder))
                            .toList();
        }
    }

    @GetMapping("/seeders")
    @Needs("seeds:read")
    View seeders(HttpServletRequest request) {
        SeedGraph graph = plans.graph();
        return console.page(
                request,
                "seeders",
                "Seeders",
                "seeders",
                new Seeders(new GraphSvg(graph, true).drawUnstyled(), graph, plans.look("update")));
    }
}
