package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.rows.Page;
import dev.seedbed.rows.SeededColumn;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

    /**
     * Some rows of a table.
     *
     * @param sort a column, behind "-" for the other way round; null for the order of keys
     * @param isFirst false for a page that follows another
     * @param haveLedger false where rows are read-only
     */
    public record Rowset(Page page, String search, @Nullable String sort, boolean isFirst, boolean haveLedger) {
        public SeededTable table() {
            return page.table();
        }

        /** Those that the name of a row does not tell already. */
        public List<SeededColumn> columns() {
            return table().columns().stream()
                    .filter(column -> !column.isKey() || column.refersToRows())
                    .toList();
        }

        public boolean isSortedBy(SeededColumn column) {
            return sort != null && column.name().equals(sort.startsWith("-") ? sort.substring(1) : sort);
        }

        /** For {@code aria-sort}; null leaves the attribute out. */
        public @Nullable String direction(SeededColumn column) {
            return !isSortedBy(column) ? null : isDescending() ? "descending" : "ascending";
        }

        private boolean isDescending() {
            return sort != null && sort.startsWith("-");
        }

        /** The page on which rows are sorted by a column, or the other way round where they are already. */
        public String sortedBy(SeededColumn column) {
            return path(isSortedBy(column) && !isDescending() ? "-" + column.name() : column.name(), null);
        }

        public String byKey() {
            return path(null, null);
        }

        public String first() {
            return path(sort, null);
        }

        public String next() {
            return path(sort, Objects.requireNonNull(page.next()));
        }

        private String path(@Nullable String by, @Nullable String after) {
            List<String> parts = new ArrayList<>();
            if (!search.isEmpty()) {
                parts.add("search=" + Words.segment(search));
            }
            if (by != null) {
                parts.add("sort=" + Words.segment(by));
            }
            if (after != null) {
                parts.add("after=" + Words.segment(after));
            }
            return RowWords.path(table().name()) + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
        }
    }

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
            HttpServletRequest request) {
        String by = sort == null || sort.isEmpty() ? null : sort;
        Page page = rows.page(table, after, ROWS, search.isBlank() ? null : search.strip(), by);
        Rowset found = new Rowset(page, search.strip(), by, after == null, rows.haveLedger());
        return isPart(request)
                ? console.part(request, "part/rows", found)
                : console.page(request, SECTION, page.table().name(), "table", found);
    }

    /** The first rows whose names have a text, for a field that refers to one of them. */
    @GetMapping("/tables/{table}/choices")
    @Needs("rows:read")
    View choices(@PathVariable String table, @RequestParam(defaultValue = "") String of, HttpServletRequest request) {
        String search = Objects.requireNonNullElse(request.getParameter(of), "").strip();
        Page page = rows.page(table, null, CHOICES, search.isEmpty() ? null : search, null);
        List<String> names = page.rows().stream()
                .filter(TableRow::isThere)
                .map(row -> RowWords.name(row.key()))
                .toList();
        return console.part(request, "part/choices", names);
    }

    static boolean isPart(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }
}
