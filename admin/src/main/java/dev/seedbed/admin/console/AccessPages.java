package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Origin;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.access.Role;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.application.ApplicationRole;
import dev.seedbed.admin.application.ApplicationRoles;
import dev.seedbed.admin.application.CallerRoles;
import dev.seedbed.admin.application.Callers;
import dev.seedbed.admin.application.Person;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Who may do what: all roles at a glance, those of the application, and what somebody may do. */
@Controller
public final class AccessPages {
    static final String SECTION = "access";

    private static final int PEOPLE = 200;

    private final Console console;
    private final Roles roles;
    private final ApplicationRoles ofApplication;
    private final Callers callers;

    AccessPages(Console console, Roles roles, ApplicationRoles ofApplication, Callers callers) {
        this.console = console;
        this.roles = roles;
        this.ofApplication = ofApplication;
        this.callers = callers;
    }

    /** All roles with all permissions. */
    public record Matrix(List<Role> roles) {
        public List<String> permissions() {
            return Access.PERMISSIONS;
        }

        /** The roles by which one has a permission, itself first; empty where it does not have it. */
        public static List<String> way(Role role, String permission) {
            for (Origin origin : role.origins()) {
                if (origin.permission().equals(permission)) {
                    return origin.ways().get(0);
                }
            }
            return List.of();
        }
    }

    @GetMapping("/access")
    @Needs("roles:read")
    View matrix(HttpServletRequest request) {
        return console.page(request, SECTION, "Roles", "access", new Matrix(roles.list()));
    }

    /**
     * The application's roles.
     *
     * @param source {@code casbin} or {@code tables}; null where none are read
     * @param asked the role whose people are told; null for none
     * @param people who have it, the first of them
     */
    public record OfApplication(
            @Nullable String source,
            List<ApplicationRole> roles,
            @Nullable String asked,
            List<Person> people) {
        public boolean isCut() {
            return people.size() == PEOPLE;
        }
    }

    @GetMapping("/access/application")
    @Needs("roles:read")
    View application(@RequestParam(required = false) @Nullable String role, HttpServletRequest request) {
        OfApplication page;
        if (ofApplication.isMapped()) {
            String asked = role != null && console.may("accounts:read") ? role : null;
            page = new OfApplication(
                    ofApplication.source(),
                    ofApplication.list(),
                    asked,
                    asked == null ? List.of() : ofApplication.people(asked, "", PEOPLE));
        } else {
            page = new OfApplication(null, List.of(), null, List.of());
        }
        return console.page(request, SECTION, "Application's roles", "application", page);
    }

    /**
     * What somebody may do.
     *
     * @param name that was typed
     * @param found null where nobody was asked for, or nobody is there
     */
    public record LookUp(
            String name,
            String said,
            @Nullable CallerRoles found,
            @Nullable Problem problem) {}

    @GetMapping("/access/look-up")
    @Needs("accounts:read")
    View lookUp(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String said,
            HttpServletRequest request) {
        CallerRoles found = null;
        Problem problem = null;
        int status = 200;
        if (!name.isBlank()) {
            try {
                found = callers.of(
                        name.strip(),
                        said.isBlank() ? List.of() : List.of(said.strip().split("[\\s,]+")));
            } catch (Refused e) {
                problem = RefusalWords.of(e);
                status = e.status();
            }
        }
        return console.page(request, status, SECTION, "Who may what", "lookup", new LookUp(name, said, found, problem));
    }
}
