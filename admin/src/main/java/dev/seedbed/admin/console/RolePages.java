package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Preview;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.access.Role;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.web.Problems;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** One role: what it allows, and what a change of it would mean before it is saved. */
@Controller
public final class RolePages {
    private static final int NAMED = 20;
    private static final int SHOWN = 50;

    private final Console console;
    private final Roles roles;
    private final Problems problems;

    RolePages(Console console, Roles roles, Problems problems) {
        this.console = console;
        this.roles = roles;
        this.problems = problems;
    }

    /**
     * A role as somebody has it in a form.
     *
     * @param version that the form was made of; -1 for a role that is to be new
     */
    public record Draft(String name, String description, Set<String> permissions, Set<String> inherits, long version) {
        static Draft of(Role role) {
            return new Draft(role.name(), role.description(), role.permissions(), role.inherits(), role.version());
        }

        static Draft of(String name, long version, HttpServletRequest request) {
            return new Draft(
                    name,
                    Sent.text(request, "description").strip(),
                    Sent.chosen(request, "permissions"),
                    Sent.chosen(request, "inherits"),
                    version);
        }

        Draft of(long other) {
            return new Draft(name, description, permissions, inherits, other);
        }

        public boolean isNew() {
            return version < 0;
        }
    }

    /**
     * The form.
     *
     * @param now the role as it is; null for none
     * @param others that it could inherit
     * @param holders the accounts that have it
     * @param reason that was typed
     * @param preview null until somebody wants to see it
     * @param stale whether somebody else has changed the role meanwhile
     */
    public record RoleForm(
            Draft draft,
            @Nullable Role now,
            List<Role> others,
            Roles.Holders holders,
            String reason,
            @Nullable Preview preview,
            @Nullable Problem problem,
            boolean stale) {
        public List<String> permissions() {
            return Access.PERMISSIONS;
        }

        /** So many effects of one kind have room on a page. */
        public static List<Preview.Effect> shown(List<Preview.Effect> effects) {
            return effects.subList(0, Math.min(effects.size(), SHOWN));
        }

        public static long omitted(List<Preview.Effect> effects) {
            return Math.max(0, effects.size() - SHOWN);
        }

        public boolean isPlanted() {
            return now != null && now.planted();
        }
    }

    @GetMapping("/access/roles/{name}")
    @Needs("roles:read")
    View role(@PathVariable String name, HttpServletRequest request) {
        return form(request, 200, Draft.of(roles.get(name)), null, null, false);
    }

    @GetMapping("/access/new-role")
    @Needs("roles:write")
    View blank(@RequestParam(required = false) @Nullable String inherits, HttpServletRequest request) {
        Set<String> parents = inherits == null ? Set.of() : Set.of(inherits);
        return form(request, 200, new Draft("", "", Set.of(), parents, -1), null, null, false);
    }

    private View form(
            HttpServletRequest request,
            int status,
            Draft draft,
            @Nullable Preview preview,
            @Nullable Problem problem,
            boolean stale) {
        List<Role> all = roles.list();
        Role now = all.stream()
                .filter(role -> !draft.isNew() && role.name().equals(draft.name()))
                .findFirst()
                .orElse(null);
        RoleForm form = new RoleForm(
                draft,
                now,
                all.stream().filter(role -> !role.name().equals(draft.name())).toList(),
                now != null && console.may("accounts:read") ? roles.holders(now.name(), NAMED) : Roles.Holders.NONE,
                Sent.text(request, "reason"),
                preview,
                problem,
                stale);
        if (Sent.byScript(request)) {
            return console.part(request, "part/rolepreview", form);
        }
        String title = draft.isNew() ? "New role" : "Role " + draft.name();
        return console.page(request, status, AccessPages.SECTION, title, "role", form);
    }

    @PostMapping("/access/new-role")
    @Needs("roles:write")
    View create(HttpServletRequest request) {
        return change(request, Draft.of(Sent.text(request, "name").strip(), -1, request));
    }

    @PostMapping("/access/roles/{name}")
    @Needs("roles:write")
    View change(@PathVariable String name, HttpServletRequest request) {
        return change(request, Draft.of(name, Sent.version(request), request));
    }

    private View change(HttpServletRequest request, Draft draft) {
        try {
            if (!Sent.isToSave(request)) {
                Preview preview = roles.preview(
                        draft.name(), draft.description(), draft.permissions(), draft.inherits(), Sent.by(request));
                return form(request, 200, draft, preview, null, false);
            }
            roles.put(
                    draft.name(),
                    draft.description(),
                    draft.permissions(),
                    draft.inherits(),
                    draft.version(),
                    Sent.by(request));
            return console.to("/access/roles/" + Words.segment(draft.name()), draft.isNew() ? "created" : "saved");
        } catch (Refused e) {
            problems.record(request, e);
            return refused(request, draft, e);
        }
    }

    /** What was typed stays, and can be saved over what somebody else made of it, by who has seen that. */
    private View refused(HttpServletRequest request, Draft draft, Refused refused) {
        boolean stale = refused.status() == 412 && !draft.isNew();
        Draft kept = draft;
        if (stale) {
            kept = draft.of(roles.list().stream()
                    .filter(role -> role.name().equals(draft.name()))
                    .mapToLong(Role::version)
                    .findFirst()
                    .orElse(-1));
        }
        return form(request, refused.status(), kept, null, RefusalWords.of(refused), stale);
    }

    @PostMapping("/access/roles/{name}/deletion")
    @Needs("roles:write")
    View delete(@PathVariable String name, HttpServletRequest request) {
        try {
            roles.delete(name, Sent.version(request), Sent.by(request));
            return console.to("/access", "deleted");
        } catch (Refused e) {
            if (e.status() == 404 || e.status() == 428) {
                throw e;
            }
            problems.record(request, e);
            return form(request, e.status(), Draft.of(roles.get(name)), null, RefusalWords.of(e), false);
        }
    }
}
