package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.admin.run.Look;
import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.run.Run;
import dev.seedbed.admin.run.Runs;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.rows.Provenance;
import dev.seedbed.run.Report;
import dev.seedbed.show.Drift;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** How things stand: the first page. */
@Controller
public final class OverviewPages {
    private static final int RUNS = 5;
    private static final int TABLES = 5;
    private static final double LENGTH = 1000;
    private static final double SHORTEST = 8;

    private final Console console;
    private final Plans plans;
    private final Runs runs;
    private final Rows rows;
    private final LastVerification last;

    OverviewPages(Console console, Plans plans, Runs runs, Rows rows, LastVerification last) {
        this.console = console;
        this.plans = plans;
        this.runs = runs;
        this.rows = rows;
        this.last = last;
    }

    /** @param health what can be well or not, each with where to see to it */
    public record Overview(Look look, List<Run> runs, List<Health.Check> health) {
        /** The tables in which {@code update} would write, those with most to write first. */
        public List<TableCounts> waiting() {
            Report report = look.report();
            return report == null
                    ? List.of()
                    : report.tables().stream()
                            .filter(table -> ReportView.writes(table) > 0)
                            .sorted(Comparator.comparingLong((TableCounts table) -> ReportView.writes(table))
                                    .reversed())
                            .toList();
        }

        /** The tables with rows that no seed declares, those with most of them first; not those whose rows are not counted. */
        public List<Added> added() {
            Report report = look.report();
            if (report == null) {
                return List.of();
            }
            Map<String, Long> added = new LinkedHashMap<>();
            for (TableCounts table : report.tables()) {
                Long extra = table.extra();
                if (extra != null && extra > 0) {
                    added.merge(table.table(), extra, Long::sum);
                }
            }
            return added.entrySet().stream()
                    .map(table -> new Added(table.getKey(), table.getValue()))
                    .sorted(Comparator.comparingLong(Added::rows).reversed())
                    .toList();
        }

        public List<Added> firstAdded() {
            List<Added> added = added();
            return added.subList(0, Math.min(TABLES, added.size()));
        }

        public long addedRows() {
            return added().stream().mapToLong(Added::rows).sum();
        }

        /** The tables of which only the declared rows are looked up, so that nobody knows how many others there are. */
        public List<String> uncounted() {
            Report report = look.report();
            if (report == null) {
                return List.of();
            }
            Set<String> counted = report.tables().stream()
                    .filter(table -> table.extra() != null || table.skipped() != null)
                    .map(TableCounts::table)
                    .collect(Collectors.toSet());
            return report.tables().stream()
                    .map(TableCounts::table)
                    .filter(table -> !counted.contains(table))
                    .distinct()
                    .toList();
        }

        public long declared() {
            return sum(TableCounts::declared);
        }

        public long unchanged() {
            return sum(TableCounts::unchanged);
        }

        /** Rows that {@code update} would write. */
        public long waits() {
            return sum(table -> table.inserted() + table.updated() + table.renamed() + table.retired());
        }

        /** All rows as parts of one line, none of them too short to be seen. */
        public List<Part> picture() {
            List<Drift.Kind> kinds = new ArrayList<>();
            if (unchanged() > 0) {
                kinds.add(new Drift.Kind("as-declared", "as declared", "", unchanged()));
            }
            kinds.addAll(look.drift());
            double all = kinds.stream().mapToLong(Drift.Kind::rows).sum();
            double room = LENGTH - SHORTEST * kinds.size();
            double x = 0;
            List<Part> parts = new ArrayList<>();
            for (Drift.Kind kind : kinds) {
                double length = SHORTEST + room * kind.rows() / all;
                parts.add(new Part(kind, Math.round(x), Math.round(x + length) - Math.round(x)));
                x += length;
            }
            return parts;
        }

        private long sum(ToLongFunction<TableCounts> of) {
            Report report = look.report();
            return report == null ? 0 : report.tables().stream().mapToLong(of).sum();
        }
    }

    /** @param rows of it that no seed declares */
    public record Added(String table, long rows) {
        private static final String ONLY = "?provenance=" + Provenance.ADDED.label();

        /** The table with these alone. */
        public String path() {
            return RowWords.path(table) + ONLY;
        }
    }

    /** @param x of {@link #LENGTH} */
    public record Part(Drift.Kind kind, long x, long length) {}

    @GetMapping({"", "/"})
    @Needs("seeds:read")
    View overview(HttpServletRequest request) {
        Look look = plans.look("update");
        List<Run> latest = runs.list(RUNS);
        boolean audits = console.may("audit:read");
        List<Health.Check> health = Health.of(look, rows.haveLedger(), latest, audits, audits ? last.state() : null);
        return console.page(request, "overview", "Overview", "overview", new Overview(look, latest, health));
    }
}
