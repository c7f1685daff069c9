package dev.seedbed.admin.web;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.ApplicationSignIn;
import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.application.ApplicationRoles;
import dev.seedbed.seed.SeedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out whose session a request belongs to: one of the service, else one of the application where that counts. Roles that
 * the application's tables give are read anew for each request.
 */
public final class SignedIn extends OncePerRequestFilter {
    private final AdminProperties properties;
    private final SessionCookie cookie;
    private final Sessions sessions;
    private final ApplicationSignIn application;
    private final ApplicationRoles roles;
    private final Set<Caller.Kind> reading;

    /** @throws SeedException a usage error where the application's roles are mapped for nobody, or wanted and not mapped */
    public SignedIn(
            AdminProperties properties,
            SessionCookie cookie,
            Sessions sessions,
            ApplicationSignIn application,
            ApplicationRoles roles) {
        this.properties = properties;
        this.cookie = cookie;
        this.sessions = sessions;
        this.application = application;
        this.roles = roles;
        this.reading = properties.readingRoles();
        if (roles.isMapped() && reading.isEmpty()) {
            throw SeedException.usage(
                    "The application's roles are mapped, and are nobody's.",
                    "seedbed.admin.application",
                    "set seedbed.admin.application.sign-in or seedbed.admin.oidc.application-roles to true");
        }
        if (!roles.isMapped() && !reading.isEmpty()) {
            throw SeedException.usage(
                    "People who sign in with OpenID Connect are to have the application's roles, which are not mapped.",
                    "seedbed.admin.oidc.application-roles",
                    "say with seedbed.admin.application.casbin or seedbed.admin.application.tables where they are");
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = caller(request);
        if (caller != null) {
            CallerAuthentication.setCurrent(caller);
        }
        chain.doFilter(request, response);
    }

    private @Nullable Caller caller(HttpServletRequest request) {
        String token = cookie.token(request);
        Optional<Caller> own =
                token == null ? Optional.empty() : sessions.caller(token).filter(caller -> counts(caller.kind()));
        if (own.isPresent()) {
            Caller caller = own.get();
            return reading.contains(caller.kind())
                    ? new Caller(caller.name(), caller.kind(), null, roles.of(caller.bareName()), caller.first())
                    : caller;
        }
        Authentication found = ofApplication(request);
        return found == null
                ? null
                : new Caller(
                        Caller.Kind.APPLICATION.prefix() + found.getName(),
                        Caller.Kind.APPLICATION,
                        null,
                        reading.contains(Caller.Kind.APPLICATION) ? roles.of(found.getName()) : authorities(found),
                        null);
    }

    /** A way in that is closed closes the sessions that were begun by it, too. */
    private boolean counts(Caller.Kind kind) {
        return kind == Caller.Kind.ACCOUNT ? properties.accounts() : properties.oidc() != null;
    }

    private @Nullable Authentication ofApplication(HttpServletRequest request) {
        if (!properties.application().signIn()) {
            return null;
        }
        Authentication found = application.of(request);
        return found == null
                        || !found.isAuthenticated()
                        || found instanceof AnonymousAuthenticationToken
                        || (Caller.Kind.APPLICATION.prefix() + found.getName()).length() > Caller.LONGEST_NAME
                ? null
                : found;
    }

    private Set<String> authorities(Authentication found) {
        return found.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .map(authority -> properties.application().roles().getOrDefault(String.valueOf(authority), ""))
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Whether the browser signs this request in by itself, so that a page of somebody else could have it sent. */
    boolean isSignedInByBrowser(HttpServletRequest request) {
        return cookie.token(request) != null || ofApplication(request) != null;
    }
}
