package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.application.ApplicationRole;
import dev.seedbed.admin.application.ApplicationRoles;
import dev.seedbed.admin.application.CallerRoles;
import dev.seedbed.admin.application.Callers;
import dev.seedbed.admin.application.Person;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The application's own roles, who has them, and what anybody who signs in may do. Nothing here is changed. */
@RestController
@RequestMapping("/api/v1")
final class ApplicationEndpoints {
    private final ApplicationRoles roles;
    private final Callers callers;

    ApplicationEndpoints(ApplicationRoles roles, Callers callers) {
        this.roles = roles;
        this.callers = callers;
    }

    /** @param source {@code casbin} or {@code tables} */
    record MappedRoles(String source, List<ApplicationRole> roles) {}

    /** @param next name behind which the next page begins; null where there is none */
    record People(List<Person> people, @Nullable String next) {}

    @GetMapping("/application/roles")
    @Needs("roles:read")
    MappedRoles roles() {
        return new MappedRoles(roles.source(), roles.list());
    }

    @GetMapping("/application/people")
    @Needs("accounts:read")
    People people(
            @RequestParam String role,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        int most = Call.most(limit);
        List<Person> found = roles.people(role, after, most);
        return new People(
                found, found.size() < most ? null : found.get(most - 1).name());
    }

    /** @param said words, as a claim has them */
    @GetMapping("/permissions")
    @Needs("accounts:read")
    CallerRoles permissions(@RequestParam String name, @RequestParam(defaultValue = "") String said) {
        return callers.of(
                name, said.isBlank() ? List.of() : List.of(said.strip().split(" +")));
    }
}
