package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.rows.Page;
import dev.seedbed.rows.RowException;
import dev.seedbed.rows.SeededColumn;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Seeded tables and their rows; no other table is reached, and no column that a table does not have. */
@RestController
@RequestMapping("/api/v1/tables")
final class TableEndpoints {
    private static final String ROW = "/{table}/rows/{id}";

    private final Rows rows;

    TableEndpoints(Rows rows) {
        this.rows = rows;
    }

    record TableList(List<SeededTable> tables) {}

    record RowPage(
            SeededTable table,
            List<RowAnswer> rows,
            @Nullable String next) {}

    record ReferringList(List<ReferringRows> referring) {}

    /**
     * Rows of one table that refer to a row, and keep it from being deleted.
     *
     * @param columns in which they do
     * @param holds for {@code holds} of the rows of that table; null where these, or the columns in which they refer, are not
     *     shown, and where that would tell a sensitive value
     * @param rows how many they are, counted as far as is worth while
     * @param areMore true where they are more than that
     */
    record ReferringRows(
            String table, List<String> columns, @Nullable String holds, long rows, boolean areMore) {
        static ReferringRows of(RowException.Referring referring, List<SeededTable> shown) {
            boolean isTold =
                    !referring.holding().isEmpty() && shown.stream().anyMatch(table -> isShown(referring, table));
            return new ReferringRows(
                    referring.table(),
                    referring.columns(),
                    isTold ? RowId.of(new LinkedHashMap<>(referring.holding())) : null,
                    referring.rows(),
                    referring.areMore());
        }

        /** True where whoever looks at the table is told what the rows hold there. */
        private static boolean isShown(RowException.Referring referring, SeededTable table) {
            Set<String> told = table.columns().stream()
                    .filter(column -> !column.isSensitive())
                    .map(SeededColumn::name)
                    .collect(Collectors.toSet());
            return table.closed() == null
                    && table.name().equalsIgnoreCase(referring.table())
                    && told.containsAll(referring.holding().keySet());
        }
    }

    /** @param values texts, by the names of columns; null is NULL */
    record Values(
            Map<String, @Nullable String> values, @Nullable String reason) {
        Values {
            Required.of(values, "values");
        }
    }

    /** @param column null for the whole row */
    record OfColumn(@Nullable String column, @Nullable String reason) {}

    /** @param changed false where it was so already */
    record Pinned(boolean changed) {}

    @GetMapping
    @Needs("rows:read")
    TableList tables() {
        return new TableList(rows.list());
    }

    @GetMapping("/{table}/rows")
    @Needs("rows:read")
    RowPage rows(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String provenance,
            @RequestParam(required = false) @Nullable String holds) {
        Page page = rows.page(table, after, Call.most(limit), search, sort, provenance, held(holds));
        return new RowPage(page.table(), page.rows().stream().map(RowAnswer::of).toList(), page.next());
    }

    @GetMapping(ROW)
    @Needs("rows:read")
    ResponseEntity<RowAnswer> row(@PathVariable String table, @PathVariable String id) {
        return tagged(HttpStatus.OK, rows.row(table, RowId.key(id)));
    }

    private static Map<String, @Nullable String> held(@Nullable String holds) {
        try {
            return holds == null ? Map.of() : RowId.key(holds);
        } catch (Refused e) {
            throw new Refused(
                    422,
                    "no-values",
                    new Problem(
                            "This tells no values that rows could hold.",
                            "holds",
                            "take it as it came with the rows that refer to one"));
        }
    }

    /** What a deletion of the row would be refused for. */
    @GetMapping(ROW + "/referring")
    @Needs("rows:write")
    ReferringList referring(@PathVariable String table, @PathVariable String id) {
        List<RowException.Referring> referring = rows.referring(table, RowId.key(id));
        List<SeededTable> shown = referring.isEmpty() ? List.of() : rows.list();
        return new ReferringList(
                referring.stream().map(each -> ReferringRows.of(each, shown)).toList());
    }

    @PostMapping("/{table}/rows")
    @Needs("rows:write")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<RowAnswer> create(@PathVariable String table, @RequestBody Values body, HttpServletRequest request) {
        By by = Call.by(request, body.reason());
        return tagged(HttpStatus.CREATED, rows.change(by, edits -> edits.create(table, body.values())));
    }

    @PatchMapping(ROW)
    @Needs("rows:write")
    ResponseEntity<RowAnswer> change(
            @PathVariable String table, @PathVariable String id, @RequestBody Values body, HttpServletRequest request) {
        String version = Call.rowVersion(request);
        Map<String, @Nullable String> key = RowId.key(id);
        By by = Call.by(request, body.reason());
        return tagged(HttpStatus.OK, rows.change(by, edits -> edits.change(table, key, version, body.values())));
    }

    @DeleteMapping(ROW)
    @Needs("rows:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            HttpServletRequest request) {
        String version = Call.rowVersion(request);
        Map<String, @Nullable String> key = RowId.key(id);
        rows.change(Call.by(request, reason), edits -> {
            edits.delete(table, key, version);
            return true;
        });
    }

    /** A row that is not there comes back where the request says {@code If-None-Match: *}. */
    @PostMapping(ROW + "/restore")
    @Needs("rows:write")
    ResponseEntity<RowAnswer> restore(
            @PathVariable String table,
            @PathVariable String id,
            @RequestBody OfColumn body,
            HttpServletRequest request) {
        String version = "*".equals(request.getHeader(HttpHeaders.IF_NONE_MATCH)) ? null : Call.rowVersion(request);
        Map<String, @Nullable String> key = RowId.key(id);
        By by = Call.by(request, body.reason());
        return tagged(HttpStatus.OK, rows.change(by, edits -> edits.restore(table, key, version, body.column())));
    }

    /** Whoever names no version pins whatever the row holds. */
    @PutMapping(ROW + "/pin")
    @Needs("rows:write")
    Pinned pin(
            @PathVariable String table,
            @PathVariable String id,
            @RequestBody OfColumn body,
            HttpServletRequest request) {
        String version = Call.rowVersionIfSaid(request);
        Map<String, @Nullable String> key = RowId.key(id);
        By by = Call.by(request, body.reason());
        return new Pinned(rows.change(by, edits -> edits.pin(table, key, version, body.column())));
    }

    @DeleteMapping(ROW + "/pin")
    @Needs("rows:write")
    Pinned unpin(
            @PathVariable String table,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String column,
            @RequestParam(required = false) @Nullable String reason,
            HttpServletRequest request) {
        Map<String, @Nullable String> key = RowId.key(id);
        return new Pinned(rows.change(Call.by(request, reason), edits -> edits.unpin(table, key, column)));
    }

    private static ResponseEntity<RowAnswer> tagged(HttpStatus status, TableRow row) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (row.version() != null) {
            answer.eTag(Call.tag(row.version()));
        }
        return answer.body(RowAnswer.of(row));
    }
}
