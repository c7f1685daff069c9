package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.audit.TrailReader;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.admin.run.Runs;
import dev.seedbed.admin.web.RowId;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.ledger.TrailRow;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Who did what: to rows, to accounts, roles and runs, and what was refused. The latest first. */
@Controller
public final class AuditPages {
    private static final String SECTION = "audit";
    private static final int PAGE = 50;
    private static final int ROWS = 20;

    private static final Pattern SHORT_ID = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Console console;
    private final Rows rows;
    private final Runs runs;
    private final TrailReader trail;
    private final LastVerification last;

    AuditPages(Console console, Rows rows, Runs runs, TrailReader trail, LastVerification last) {
        this.console = console;
        this.rows = rows;
        this.runs = runs;
        this.trail = trail;
        this.last = last;
    }

    /**
     * A page of entries.
     *
     * @param next what {@code before} is for the page that follows; null where there is none
     * @param problem why there are none to see; null for nothing
     * @param links which of them lead elsewhere
     */
    public record Entries<T>(
            Asked asked,
            List<T> entries,
            @Nullable Long next,
            ChainPages.Found verified,
            @Nullable Problem problem,
            Links links) {}

    /**
     * What entries of the ledger are about that has a page.
     *
     * @param tables those whose rows have pages
     * @param runs the ids of runs that were started here
     */
    public record Links(Set<String> tables, Set<String> runs) {
        static final Links NONE = new Links(Set.of(), Set.of());
    }

    /** The page of the run with an id; null where there is none, as of what a person did to a row, or somebody ran elsewhere. */
    public static @Nullable String run(Entries<TrailEntry> page, String id) {
        return page.links().runs().contains(id) ? RunPages.path(id) : null;
    }

    /** The page of a row that an entry is about, under the key that it has since; null for none. */
    public static @Nullable String row(Entries<TrailEntry> page, TrailEntry entry, TrailRow row) {
        String table = entry.table();
        return table != null && page.links().tables().contains(table) ? RowWords.path(table, row.keyAfter()) : null;
    }

    /** The page of the plan or run that a change is about; null where it is about anything else. */
    public static @Nullable String target(Trail.Change change) {
        boolean isPlan = change.action().startsWith("plan.");
        return (isPlan || change.action().startsWith("run."))
                        && ID.matcher(change.subject()).matches()
                ? isPlan ? "/plans/" + change.subject() : RunPages.path(change.subject())
                : null;
    }

    @GetMapping("/audit")
    @Needs("audit:read")
    View ledger(@RequestParam(required = false) @Nullable Long before, HttpServletRequest request) {
        Asked asked = named(Asked.of(request, "table", "row", "actor", "run"), "run", runs::beginning);
        String row = asked.orNull("row");
        List<TrailEntry> found = List.of();
        Problem problem = null;
        try {
            found = rows.trail(() -> new TrailFilter(
                    before,
                    PAGE,
                    ROWS,
                    asked.orNull("table"),
                    row == null ? Map.of() : RowId.key(row),
                    asked.orNull("actor"),
                    asked.orNull("run"),
                    asked.time("from"),
                    asked.time("to")));
        } catch (Refused e) {
            problem = RefusalWords.of(e);
        }
        return page(request, "Audit", "audit", asked, found, TrailEntry::seq, problem, links(found));
    }

    /** The same with a whole id in place of as much of it as the pages show. */
    private static Asked named(Asked asked, String name, Function<String, @Nullable String> whole) {
        String given = asked.value(name).toLowerCase(Locale.ROOT);
        String id = SHORT_ID.matcher(given).matches() ? whole.apply(given) : null;
        return id == null ? asked : asked.with(name, id);
    }

    private Links links(List<TrailEntry> entries) {
        Set<String> names =
                entries.stream().map(TrailEntry::table).filter(Objects::nonNull).collect(Collectors.toSet());
        Set<String> ids = entries.stream().map(TrailEntry::runId).collect(Collectors.toSet());
        return new Links(
                names.isEmpty() || !console.may("rows:read") ? Set.of() : rows.seeded(names),
                console.may("seeds:read") ? runs.ofService(ids) : Set.of());
    }

    private <T> View page(
            HttpServletRequest request,
            String title,
            String template,
            Asked asked,
            List<T> found,
            ToLongFunction<T> id,
            @Nullable Problem problem,
            Links links) {
        Long next = found.size() < PAGE ? null : (Long) id.applyAsLong(found.get(PAGE - 1));
        return console.page(
                request,
                SECTION,
                title,
                template,
                new Entries<>(asked, found, next, ChainPages.Found.of(last), problem, links));
    }

    @GetMapping("/audit/changes")
    @Needs("audit:read")
    View changes(@RequestParam(required = false) @Nullable Long before, HttpServletRequest request) {
        Asked asked = named(Asked.of(request, "actor", "action", "subject", "source"), "subject", trail::beginning);
        List<Trail.Change> found = trail.changes(
                new TrailReader.OfChanges(
                        asked.orNull("actor"),
                        asked.orNull("source"),
                        asked.orNull("action"),
                        asked.orNull("subject"),
                        asked.time("from"),
                        asked.time("to")),
                before,
                PAGE);
        return page(request, "Changes", "changes", asked, found, Trail.Change::id, null, Links.NONE);
    }

    @GetMapping("/audit/refusals")
    @Needs("audit:read")
    View refusals(@RequestParam(required = false) @Nullable Long before, HttpServletRequest request) {
        Asked asked = Asked.of(request, "actor", "code", "source");
        List<Trail.Refusal> found = trail.refusals(
                new TrailReader.OfRefusals(
                        asked.orNull("actor"),
                        asked.orNull("source"),
                        asked.orNull("code"),
                        null,
                        asked.time("from"),
                        asked.time("to")),
                before,
                PAGE);
        return page(request, "Refusals", "refusals", asked, found, Trail.Refusal::id, null, Links.NONE);
    }
}
