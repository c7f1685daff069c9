package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.audit.TrailReader;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was changed, and what was refused. */
@RestController
@RequestMapping("/api/v1")
final class TrailEndpoints {
    private static final FileExport<Trail.Change> CHANGES = new FileExport<>(
            "audit",
            List.of("id", "at", "actor", "source", "action", "subject", "from", "to", "reason"),
            Trail.Change::id,
            each -> Stream.of(Arrays.asList(
                    Long.toString(each.id()),
                    each.at().toString(),
                    each.actor(),
                    each.source(),
                    each.action(),
                    each.subject(),
                    each.from(),
                    each.to(),
                    each.reason())));

    private static final FileExport<Trail.Refusal> REFUSALS = new FileExport<>(
            "refusals",
            List.of("id", "at", "actor", "source", "method", "path", "status", "code", "detail"),
            Trail.Refusal::id,
            each -> Stream.of(Arrays.asList(
                    Long.toString(each.id()),
                    each.at().toString(),
                    each.actor(),
                    each.source(),
                    each.method(),
                    each.path(),
                    Integer.toString(each.status()),
                    each.code(),
                    each.detail())));

    private final TrailReader trail;

    TrailEndpoints(TrailReader trail) {
        this.trail = trail;
    }

    /** @param next what {@code before} is for the next page; null where there is none */
    record Changes(List<Trail.Change> changes, @Nullable Long next) {}

    /** @param next as of {@link Changes} */
    record Refusals(List<Trail.Refusal> refusals, @Nullable Long next) {}

    @GetMapping("/audit")
    @Needs("audit:read")
    Changes changes(
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        int most = Call.most(limit);
        List<Trail.Change> found = trail.changes(changes(actor, source, action, subject, from, to), before, most);
        return new Changes(found, next(found, most, Trail.Change::id));
    }

    @GetMapping("/audit/export")
    @Needs("audit:read")
    void exportChanges(
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletResponse response)
            throws IOException {
        TrailReader.OfChanges which = changes(actor, source, action, subject, from, to);
        CHANGES.write(format, before -> trail.changes(which, before, FileExport.PAGE), response);
    }

    private static TrailReader.OfChanges changes(
            @Nullable String actor,
            @Nullable String source,
            @Nullable String action,
            @Nullable String subject,
            @Nullable String from,
            @Nullable String to) {
        Instant start = Call.instant(from, "from");
        return new TrailReader.OfChanges(actor, source, action, subject, start, Call.instant(to, "to"));
    }

    @GetMapping("/refusals")
    @Needs("audit:read")
    Refusals refusals(
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable Integer status,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        int most = Call.most(limit);
        List<Trail.Refusal> found = trail.refusals(refusals(actor, source, code, status, from, to), before, most);
        return new Refusals(found, next(found, most, Trail.Refusal::id));
    }

    @GetMapping("/refusals/export")
    @Needs("audit:read")
    void exportRefusals(
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable Integer status,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletResponse response)
            throws IOException {
        TrailReader.OfRefusals which = refusals(actor, source, code, status, from, to);
        REFUSALS.write(format, before -> trail.refusals(which, before, FileExport.PAGE), response);
    }

    private static TrailReader.OfRefusals refusals(
            @Nullable String actor,
            @Nullable String source,
            @Nullable String code,
            @Nullable Integer status,
            @Nullable String from,
            @Nullable String to) {
        Instant start = Call.instant(from, "from");
        return new TrailReader.OfRefusals(actor, source, code, status, start, Call.instant(to, "to"));
    }

    private static <T> @Nullable Long next(List<T> found, int most, ToLongFunction<T> id) {
        return found.size() < most ? null : id.applyAsLong(found.get(most - 1));
    }
}
