package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Preview;
import dev.seedbed.admin.access.Role;
import dev.seedbed.admin.access.Roles;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Roles, and what they allow. */
@RestController
@RequestMapping("/api/v1/roles")
final class RoleEndpoints {
    private final Roles roles;

    RoleEndpoints(Roles roles) {
        this.roles = roles;
    }

    record NewRole(
            String description,
            List<String> permissions,
            List<String> inherits,
            @Nullable String reason) {
        NewRole {
            Required.of(description, "description");
            permissions = List.copyOf(Required.of(permissions, "permissions"));
            inherits = List.copyOf(Required.of(inherits, "inherits"));
        }
    }

    /** @param permissions every one that a role may have */
    record All(List<Role> roles, List<String> permissions) {}

    @GetMapping
    @Needs("roles:read")
    All list() {
        return new All(roles.list(), Access.PERMISSIONS);
    }

    @GetMapping("/{name}")
    @Needs("roles:read")
    ResponseEntity<Role> get(@PathVariable String name) {
        return tagged(roles.get(name));
    }

    /** Makes a role where the request says {@code If-None-Match: *}, and changes one else. */
    @PutMapping("/{name}")
    @Needs("roles:write")
    ResponseEntity<Role> put(@PathVariable String name, @RequestBody NewRole body, HttpServletRequest request) {
        boolean isNew = "*".equals(request.getHeader(HttpHeaders.IF_NONE_MATCH));
        return tagged(roles.put(
                name,
                body.description(),
                body.permissions(),
                body.inherits(),
                isNew ? -1 : Call.version(request),
                Call.by(request, body.reason())));
    }

    /** What {@link #put} would grant and take, and from whom. */
    @PostMapping("/{name}/preview")
    @Needs("roles:write")
    Preview preview(@PathVariable String name, @RequestBody NewRole body, HttpServletRequest request) {
        return roles.preview(
                name, body.description(), body.permissions(), body.inherits(), Call.by(request, body.reason()));
    }

    @DeleteMapping("/{name}")
    @Needs("roles:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String reason,
            HttpServletRequest request) {
        roles.delete(name, Call.version(request), Call.by(request, reason));
    }

    private static ResponseEntity<Role> tagged(Role role) {
        return ResponseEntity.ok().eTag(Call.tag(role.version())).body(role);
    }
}
