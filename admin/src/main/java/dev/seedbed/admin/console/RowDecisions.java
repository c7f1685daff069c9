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
import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.SeededColumn;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.TableValue;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Deleting, restoring and pinning: what it means is said before it is done. */
@Controller
public final class RowDecisions {
    private static final String DELETE = RowPages.ROW + "/delete";
    private static final String RESTORE = RowPages.ROW + "/restore";
    private static final String PIN = RowPages.ROW + "/pin";
    private static final String UNPIN = RowPages.ROW + "/unpin";

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
        UNPIN;

        /** A row is deleted as a whole. */
        @Nullable
        String of(@Nullable String column) {
            return this == DELETE ? null : column;
        }
    }

    /**
     * What somebody is about to do.
     *
     * @param column null for the whole row
     * @param reason as it was typed
     * @param problem why it was not done, or cannot be; null for nothing
     * @param referring rows that stand in the way
     * @param left the list that somebody came from
     */
    public record Decision(
            Kind kind,
            SeededTable table,
            TableRow row,
            @Nullable String column,
            String reason,
            @Nullable Problem problem,
            List<ReferringRows> referring,
            LeftList left) {
        public String path() {
            return RowWords.path(row);
        }

        public String action() {
            return path() + "/" + Words.lower(kind);
        }

        /** True where a row that is deleted stays, and is marked. */
        public boolean isToBeMarked() {
            return table.deletedAt() != null && row.isThere() && !row.isMarkedDeleted();
        }

        /** True where it is not deleted as long as other rows refer to it. */
        public boolean isHeld() {
            return kind == Kind.DELETE && !referring.isEmpty() && !isToBeMarked();
        }

        /** The columns that would take another value, where what is declared comes back. */
        public List<RowPages.Line> restored() {
            return table.columns().stream()
                    .map(each -> new RowPages.Line(
                            each, Objects.requireNonNull(row.values().get(each.name())), row))
                    .filter(line -> !line.value().declared().isEmpty()
                            && (column == null || line.column().name().equals(column))
                            && (!row.isThere() || line.isRestorable() && line.differs()))
                    .toList();
        }

        /** The columns that stay pinned where what is declared comes back, so that later releases do not reach them. */
        public List<String> pinned() {
            return table.columns().stream()
                    .map(SeededColumn::name)
                    .filter(name -> (column == null || name.equals(column))
                            && Objects.requireNonNull(row.values().get(name)).isPinned())
                    .toList();
        }

        public @Nullable TableValue value() {
            return column == null ? null : row.values().get(column);
        }

        private Decision with(@Nullable Problem found, List<ReferringRows> others) {
            return new Decision(kind, table, row, column, reason, found, others, left);
        }
    }

    @GetMapping({DELETE, RESTORE, PIN, UNPIN})
    @Needs("rows:write")
    View asked(
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String column,
            HttpServletRequest request) {
        Kind kind = kind(request);
        Map<String, @Nullable String> key = RowId.key(id);
        return page(
                request,
                200,
                kind == Kind.DELETE
                        ? deletion(request, table, key)
                        : decision(request, kind, table, key, kind.of(column), null, List.of()));
    }

    /** What stands in the way of a deletion is told before anybody decides. */
    private Decision deletion(HttpServletRequest request, String table, Map<String, @Nullable String> key) {
        Decision asked = decision(request, Kind.DELETE, table, key, null, null, List.of());
        try {
            return asked.with(null, ReferringRows.of(rows, rows.referring(table, key), asked.path()));
        } catch (RowRefused e) {
            return asked.with(RefusalWords.of(e), List.of());
        }
    }

    @PostMapping({DELETE, RESTORE, PIN, UNPIN})
    @Needs("rows:write")
    View done(
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String column,
            HttpServletRequest request) {
        Kind kind = kind(request);
        Map<String, @Nullable String> key = RowId.key(id);
        By by = Call.by(request, Typed.reason(request));
        try {
            return rows.change(by, edits -> done(kind, edits, table, key, kind.of(column), request));
        } catch (Refused e) {
            return again(request, kind, table, key, kind.of(column), e);
        } catch (SeedException | DataAccessException e) {
            return again(request, kind, table, key, kind.of(column), Problems.ofNobody(e));
        }
    }

    private View again(
            HttpServletRequest request,
            Kind kind,
            String table,
            Map<String, @Nullable String> key,
            @Nullable String column,
            Refused refused) {
        problems.record(request, refused);
        try {
            List<ReferringRows> referring = ReferringRows.of(rows, refused, RowWords.path(table, key));
            return page(
                    request,
                    refused.status(),
                    decision(request, kind, table, key, column, RefusalWords.of(refused), referring));
        } catch (RowRefused e) {
            throw e;
        } catch (Refused | SeedException | DataAccessException e) {
            // What was typed is not to go with what the page is made of.
            return console.page(
                    request,
                    refused.status(),
                    TablePages.SECTION,
                    "This was not done",
                    "kept-form",
                    KeptForm.of(request, refused));
        }
    }

    private static Kind kind(HttpServletRequest request) {
        String path = String.valueOf(request.getPathInfo());
        return Kind.valueOf(path.substring(path.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT));
    }

    private View done(
            Kind kind,
            Edits edits,
            String table,
            Map<String, @Nullable String> key,
            @Nullable String column,
            HttpServletRequest request) {
        boolean hasSeen = kind == Kind.DELETE || kind != Kind.UNPIN && request.getParameter("version") != null;
        String version = hasSeen ? Typed.version(request) : null;
        LeftList left = LeftList.of(request);
        switch (kind) {
            case DELETE -> {
                edits.delete(table, key, Objects.requireNonNull(version));
                return console.to(DeletedRow.on(left.path(table), key), null);
            }
            case RESTORE -> {
                TableRow before = rows.row(table, key);
                TableRow after = edits.restore(table, key, version, column);
                return console.to(left.on(RowWords.path(after)), restored(before, after));
            }
            case PIN -> {
                edits.pin(table, key, version, column);
                return console.to(left.on(RowWords.path(table, key)), "pinned");
            }
            default -> {
                edits.unpin(table, key, column);
                return console.to(left.on(RowWords.path(table, key)), "unpinned");
            }
        }
    }

    /** What was done to a row that was restored, for its notice. */
    private static String restored(TableRow before, TableRow after) {
        if (before.provenance() == Provenance.DELETED) {
            return RowWords.isMissing(before) ? "planted" : "brought-back";
        }
        if (!Objects.equals(before.version(), after.version())) {
            return "restored";
        }
        return isWrittenAnew(before, after) ? "counted" : "nothing-restored";
    }

    /** True where the ledger tells something of the values that it did not tell before. */
    private static boolean isWrittenAnew(TableRow before, TableRow after) {
        return after.values().entrySet().stream().anyMatch(each -> {
            TableValue was = before.values().get(each.getKey());
            return was != null && !Objects.equals(was.setBy(), each.getValue().setBy());
        });
    }

    private Decision decision(
            HttpServletRequest request,
            Kind kind,
            String table,
            Map<String, @Nullable String> key,
            @Nullable String column,
            @Nullable Problem problem,
            List<ReferringRows> referring) {
        SeededTable of = rows.table(table);
        if (column != null && of.columns().stream().map(SeededColumn::name).noneMatch(column::equals)) {
            throw new Refused(
                    404,
                    "no-column",
                    new Problem("Table \"" + of.name() + "\" has no column \"" + column + "\".", null, null));
        }
        boolean isSent = request.getMethod().equals("POST");
        String reason = isSent ? Objects.requireNonNullElse(request.getParameter("reason"), "") : "";
        return new Decision(kind, of, rows.row(table, key), column, reason, problem, referring, LeftList.of(request));
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
