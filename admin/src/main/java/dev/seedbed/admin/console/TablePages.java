package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.rows.Page;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The seeded tables, and the rows of one, page by page. */
@Controller
public final class TablePages {
    static final String SECTION = "tables";

    private static final int ROWS = 50;
    private static final int CHOICES = 20;

    private final Console console;
    private final Rows rows;

    TablePages(Console console, Rows rows) {
        this.console = console;
        this.rows = rows;
    }

    /** @param all how many there are, whatever is searched for */
    public record Listing(List<SeededTable> tables, int all, String search) {}

    @GetMapping("/tables")
    @Needs("rows:read")
    View tables(@RequestParam(defaultValue = "") String search, HttpServletRequest request) {
        List<SeededTable> all = rows.list();
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        List<SeededTable> found = all.stream()
                .filter(table -> table.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        Listing listing = new Listing(found, all.size(), search);
        return isPart(request)
                ? console.part(request, "part/tables", listing)
                : console.page(request, SECTION, "Tables", "tables", listing);
    }

    @GetMapping("/tables/{table}")
    @Needs("rows:read")
    View table(
            @PathVariable String table,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String provenance,
            @RequestParam(required = false) @Nullable String deleted,
            HttpServletRequest request) {
        String by = orNull(sort);
        String only = orNull(provenance);
        Map<String, String> holding = holding(request);
        Page page = rows.page(table, after, ROWS, search.isBlank() ? null : search.strip(), by, only, holding);
        Rowset found = new Rowset(
                page,
                search.strip(),
                by,
                only,
                holding,
                after,
                rows.haveLedger(),
                DeletedRow.of(rows, page.table().name(), deleted));
        return isPart(request)
                ? console.part(request, "part/found", found)
                : console.page(request, SECTION, page.table().name(), "table", found);
    }

    /** The first rows whose names have a text, for a field that refers to one of them. */
    @GetMapping("/tables/{table}/choices")
    @Needs("rows:read")
    View choices(@PathVariable String table, @RequestParam(defaultValue = "") String of, HttpServletRequest request) {
        String search = Objects.requireNonNullElse(request.getParameter(of), "").strip();
        Page page = rows.page(table, null, CHOICES, search.isEmpty() ? null : search, null, null, Map.of());
        List<String> names = page.rows().stream()
                .filter(TableRow::isThere)
                .map(row -> RowWords.name(row.key()))
                .toList();
        return console.part(request, "part/choices", names);
    }

    /** What rows are to hold, by the names of columns. */
    private static Map<String, String> holding(HttpServletRequest request) {
        Map<String, String> holding = new TreeMap<>();
        request.getParameterMap().forEach((name, texts) -> {
            if (name.startsWith(Rowset.HOLDING)) {
                holding.put(name.substring(Rowset.HOLDING.length()), texts[0]);
            }
        });
        return holding;
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    static boolean isPart(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }
}
