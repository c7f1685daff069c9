package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.rows.RowRefused;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.admin.web.Call;
import dev.seedbed.admin.web.Problems;
import dev.seedbed.admin.web.RowId;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** Rows are made and changed by filling in a form; what is refused comes back with all that was typed. */
@Controller
public final class RowForms {
    private final Console console;
    private final Rows rows;
    private final Problems problems;

    RowForms(Console console, Rows rows, Problems problems) {
        this.console = console;
        this.rows = rows;
        this.problems = problems;
    }

    @GetMapping("/tables/{table}/new")
    @Needs("rows:write")
    View empty(@PathVariable String table, HttpServletRequest request) {
        List<SeededTable> tables = rows.list(table);
        return form(
                request,
                200,
                RowForm.of(tables, among(tables, table), null, new Picks(rows, tables), LeftList.of(request)));
    }

    /** The table that is meant: looked for once more only where none has just that name, since that takes another plan. */
    private SeededTable among(List<SeededTable> tables, String table) {
        return tables.stream()
                .filter(each -> each.name().equals(table))
                .findFirst()
                .orElseGet(() -> rows.table(table));
    }

    @PostMapping("/tables/{table}/rows")
    @Needs("rows:write")
    View create(@PathVariable String table, HttpServletRequest request) {
        Typed typed = Typed.ofNew(request);
        By by = Call.by(request, Typed.reason(request));
        try {
            TableRow made = rows.change(by, edits -> edits.create(table, typed.values()));
            return console.to(LeftList.of(request).on(RowWords.path(made)), "created");
        } catch (Refused e) {
            return again(request, table, Map.of(), typed, by.reason(), e);
        } catch (SeedException | DataAccessException e) {
            return again(request, table, Map.of(), typed, by.reason(), Problems.ofNobody(e));
        }
    }

    @GetMapping(RowPages.ROW + "/edit")
    @Needs("rows:write")
    View edit(@PathVariable String table, @PathVariable String id, HttpServletRequest request) {
        TableRow row = rows.row(table, RowId.key(id));
        if (!row.isThere()) {
            throw new Refused(
                    409,
                    "not-there",
                    new Problem("The row is not there, so it cannot be changed.", null, "bring it back first"));
        }
        List<SeededTable> tables = rows.list(table);
        return form(
                request,
                200,
                RowForm.of(tables, among(tables, table), row, new Picks(rows, tables), LeftList.of(request)));
    }

    @PostMapping(RowPages.ROW)
    @Needs("rows:write")
    View change(@PathVariable String table, @PathVariable String id, HttpServletRequest request) {
        Map<String, @Nullable String> key = RowId.key(id);
        Typed typed = Typed.ofRow(request);
        String version = Typed.version(request);
        By by = Call.by(request, Typed.reason(request));
        Map<String, @Nullable String> changes = typed.changes();
        try {
            TableRow changed = rows.change(by, edits -> edits.change(table, key, version, changes));
            return console.to(
                    LeftList.of(request).on(RowWords.path(changed)), changes.isEmpty() ? "unchanged" : "saved");
        } catch (Refused e) {
            return again(request, table, key, typed, by.reason(), e);
        } catch (SeedException | DataAccessException e) {
            return again(request, table, key, typed, by.reason(), Problems.ofNobody(e));
        }
    }

    private @Nullable TableRow current(String table, Map<String, @Nullable String> key) {
        try {
            TableRow row = rows.row(table, key);
            return row.isThere() ? row : null;
        } catch (RowRefused e) {
            if (e.status() == 404) {
                return null;
            }
            throw e;
        }
    }

    /** @param key empty for a new row */
    private View again(
            HttpServletRequest request,
            String table,
            Map<String, @Nullable String> key,
            Typed typed,
            @Nullable String reason,
            Refused refused) {
        if (refused.code().equals("no-table") || refused.code().equals("no-row")) {
            throw refused;
        }
        problems.record(request, refused);
        try {
            TableRow row = key.isEmpty() ? null : current(table, key);
            List<SeededTable> tables = rows.list(table);
            RowForm form = RowForm.again(
                    tables,
                    among(tables, table),
                    row,
                    new Picks(rows, tables),
                    typed,
                    reason,
                    refused,
                    ReferringRows.of(rows, refused, RowWords.path(table, key)),
                    LeftList.of(request));
            return form(request, refused.status(), form);
        } catch (Refused | SeedException | DataAccessException e) {
            // What was typed is not to go with what the form is made of.
            return console.page(
                    request,
                    refused.status(),
                    TablePages.SECTION,
                    "This was not done",
                    "kept-form",
                    KeptForm.of(request, refused));
        }
    }

    private View form(HttpServletRequest request, int status, RowForm form) {
        TableRow row = form.row();
        String title = row == null
                ? "New row · " + form.table().name()
                : "Edit " + RowWords.name(row.key()) + " · " + row.table();
        return console.page(request, status, TablePages.SECTION, title, "row-form", form);
    }
}
