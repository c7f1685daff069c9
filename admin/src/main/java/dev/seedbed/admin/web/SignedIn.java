package dev.seedbed.admin.web;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.ApplicationSignIn;
import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.account.Sessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out whose session a request belongs to: one of the service, else one of the application where that counts. */
final class SignedIn extends OncePerRequestFilter {
    private static final String PREFIX = "application:";

    private final AdminProperties properties;
    private final SessionCookie cookie;
    private final Sessions sessions;
    private final ApplicationSignIn application;

    SignedIn(AdminProperties properties, SessionCookie cookie, Sessions sessions, ApplicationSignIn application) {
        this.properties = properties;
        this.cookie = cookie;
        this.sessions = sessions;
        this.application = application;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = caller(request);
        if (caller != null) {
            SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(caller)));
        }
        chain.doFilter(request, response);
    }

    private @Nullable Caller caller(HttpServletRequest request) {
        String token = cookie.token(request);
        Optional<Caller> own = token == null ? Optional.empty() : sessions.caller(token);
        return own.orElseGet(() -> ofApplication(request));
    }

    private @Nullable Caller ofApplication(HttpServletRequest request) {
        if (!properties.application().signIn()) {
            return null;
        }
        Authentication found = application.of(request);
        if (found == null
                || !found.isAuthenticated()
                || found instanceof AnonymousAuthenticationToken
                || (PREFIX + found.getName()).length() > Caller.LONGEST_NAME) {
            return null;
        }
        return new Caller(
                PREFIX + found.getName(),
                Caller.Kind.APPLICATION,
                null,
                found.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .map(authority -> properties.application().roles().getOrDefault(String.valueOf(authority), ""))
                        .filter(role -> !role.isEmpty())
                        .collect(Collectors.toSet()),
                null);
    }

    /** Whether the browser signs this request in by itself, so that a page of somebody else could have it sent. */
    boolean isSignedInByBrowser(HttpServletRequest request) {
        return cookie.token(request) != null || (properties.application().signIn() && ofApplication(request) != null);
    }
}
