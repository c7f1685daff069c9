package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.rows.RowRefused;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.admin.web.Call;
import dev.seedbed.admin.web.Problems;
import dev.seedbed.admin.web.RowId;
import dev.seedbed.rows.Edits;
import dev.seedbed.rows.SeededColumn;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.TableValue;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Deleting, restoring and pinning: what it means is said before it is done. */
@Controller
public final class RowDecisions {
    private final Console console;
    private final Rows rows;
    private final Problems problems;

    RowDecisions(Console console, Rows rows, Problems problems) {
        this.console = console;
        this.rows = rows;
        this.problems = problems;
    }

    /** What may be done to a row, or to one column of it. */
    public enum Kind {
        DELETE,
        RESTORE,
        PIN,
        UNPIN
    }

    /**
     * What somebody is about to do.
     *
     * @param column null for the whole row
     * @param reason as it was typed
     * @param problem why it was not done; null where it was not tried yet
     */
    public record Decision(
            Kind kind,
            SeededTable table,
            TableRow row,
            @Nullable String column,
            String reason,
            @Nullable Problem problem) {
        public String path() {
            return RowWords.path(row);
        }

        public String action() {
            return path() + "/" + Words.lower(kind);
        }

        /** The columns that would take another value, where what is declared comes back. */
        public List<RowPages.Line> restored() {
            return table.columns().stream()
                    .map(each -> new RowPages.Line(
                            each, Objects.requireNonNull(row.values().get(each.name())), row))
                    .filter(line -> !line.value().declared().isEmpty()
                            && (column == null || line.column().name().equals(column))
                            && (!row.isThere() || line.isRestorable()))
                    .toList();
        }

        public @Nullable TableValue value() {
            return column == null ? null : row.values().get(column);
        }
    }

    @GetMapping(RowPages.ROW + "/delete")
    @Needs("rows:write")
    View delete(@PathVariable String table, @PathVariable String id, HttpServletRequest request) {
        return asked(Kind.DELETE, table, id, null, request);
    }

    @PostMapping(RowPages.ROW + "/delete")
    @Needs("rows:write")
    View deleted(@PathVariable String table, @PathVariable String id, HttpServletRequest request) {
        return done(Kind.DELETE, table, id, null, request, (edits, key) -> {
            edits.delete(table, key, Typed.version(request));
            return console.to(RowWords.path(table), "deleted");
        });
    }

    @GetMapping(RowPages.ROW + "/restore")
    @Needs("rows:write")
    View restore(
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String column,
            HttpServletRequest request) {
        return asked(Kind.RESTORE, table, id, column, request);
    }

    @PostMapping(RowPages.ROW + "/restore")
    @Needs("rows:write")
    View restored(
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String column,
            HttpServletRequest request) {
        return done(Kind.RESTORE, table, id, column, request, (edits, key) -> {
            String version = request.getParameter("version") == null ? null : Typed.version(request);
            TableRow row = edits.restore(table, key, version, column);
            return console.to(RowWords.path(row), "restored");
        });
    }

    @GetMapping(RowPages.ROW + "/pin")
    @Needs("rows:write")
    View pin(
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String column,
            HttpServletRequest request) {
        return asked(Kind.PIN, table, id, column, request);
    }

    @PostMapping(RowPages.ROW + "/pin")
    @Needs("rows:write")
    View pinned(
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String column,
            HttpServletRequest request) {
        return done(Kind.PIN, table, id, column, request, (edits, key) -> {
            edits.pin(table, key, request.getParameter("version") == null ? null : Typed.version(request), column);
            return console.to(RowWords.path(table, key), "pinned");
        });
    }

    @GetMapping(RowPages.ROW + "/unpin")
    @Needs("rows:write")
    View unpin(
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String column,
            HttpServletRequest request) {
        return asked(Kind.UNPIN, table, id, column, request);
    }

    @PostMapping(RowPages.ROW + "/unpin")
    @Needs("rows:write")
    View unpinned(
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String column,
            HttpServletRequest request) {
        return done(Kind.UNPIN, table, id, column, request, (edits, key) -> {
            edits.unpin(table, key, column);
            return console.to(RowWords.path(table, key), "unpinned");
        });
    }

    @FunctionalInterface
    private interface Work {
        View with(Edits edits, Map<String, @Nullable String> key);
    }

    private View asked(Kind kind, String table, String id, @Nullable String column, HttpServletRequest request) {
        return page(request, 200, decision(kind, table, RowId.key(id), column, "", null));
    }

    private View done(
            Kind kind, String table, String id, @Nullable String column, HttpServletRequest request, Work work) {
        Map<String, @Nullable String> key = RowId.key(id);
        By by = Call.by(request, Typed.reason(request));
        try {
            return rows.change(by, edits -> work.with(edits, key));
        } catch (RowRefused e) {
            problems.record(request, e);
            String reason = Objects.requireNonNullElse(by.reason(), "");
            return page(request, e.status(), decision(kind, table, key, column, reason, e.problem()));
        }
    }

    private Decision decision(
            Kind kind,
            String table,
            Map<String, @Nullable String> key,
            @Nullable String column,
            String reason,
            @Nullable Problem problem) {
        SeededTable of = rows.table(table);
        if (column != null && of.columns().stream().map(SeededColumn::name).noneMatch(column::equals)) {
            throw new Refused(
                    404,
                    "no-column",
                    new Problem("Table \"" + of.name() + "\" has no column \"" + column + "\".", null, null));
        }
        return new Decision(kind, of, rows.row(table, key), column, reason, problem);
    }

    private View page(HttpServletRequest request, int status, Decision decision) {
        String what = decision.column() == null ? "" : decision.column() + " of ";
        String title = Words.lower(decision.kind()) + " " + what
                + RowWords.name(decision.row().key());
        return console.page(
                request,
                status,
                TablePages.SECTION,
                title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1) + " · "
                        + decision.table().name(),
                "row-decision",
                decision);
    }
}
