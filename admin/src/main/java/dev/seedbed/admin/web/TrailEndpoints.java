package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.audit.Trail;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was changed, and what was refused. */
@RestController
@RequestMapping("/api/v1")
final class TrailEndpoints {
    private final Trail trail;

    TrailEndpoints(Trail trail) {
        this.trail = trail;
    }

    /** @param next what {@code before} is for the next page; null where there is none */
    record Changes(List<Trail.Change> changes, @Nullable Long next) {}

    /** @param next as of {@link Changes} */
    record Refusals(List<Trail.Refusal> refusals, @Nullable Long next) {}

    @GetMapping("/audit")
    @Needs("audit:read")
    Changes changes(
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "50") int limit) {
        int most = Call.most(limit);
        List<Trail.Change> found = trail.changes(before, most);
        return new Changes(found, next(found, most, Trail.Change::id));
    }

    @GetMapping("/refusals")
    @Needs("audit:read")
    Refusals refusals(
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "50") int limit) {
        int most = Call.most(limit);
        List<Trail.Refusal> found = trail.refusals(before, most);
        return new Refusals(found, next(found, most, Trail.Refusal::id));
    }

    private static <T> @Nullable Long next(List<T> found, int most, ToLongFunction<T> id) {
        return found.size() < most ? null : id.applyAsLong(found.get(most - 1));
    }
}
