package dev.seedbed.admin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * CSRF tokens of those whose browser signs them in by itself: of a session of the service made out of its cookie, of one of
 * the application kept in that.
 */
final class Csrf implements CsrfTokenRepository {
    static final String HEADER = "X-Seedbed-CSRF";

    private final SessionCookie cookie;
    private final HttpSessionCsrfTokenRepository ofApplication = new HttpSessionCsrfTokenRepository();

    Csrf(SessionCookie cookie) {
        this.cookie = cookie;
        ofApplication.setHeaderName(HEADER);
        ofApplication.setSessionAttributeName("seedbed.admin.csrf");
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        CsrfToken own = own(request);
        return own == null ? ofApplication.generateToken(request) : own;
    }

    /** Its own are kept nowhere; one of the application only where there is a session to keep it in. */
    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (own(request) == null && request.getSession(false) != null) {
            ofApplication.saveToken(token, request, response);
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        CsrfToken own = own(request);
        return own == null ? ofApplication.loadToken(request) : own;
    }

    private @Nullable CsrfToken own(HttpServletRequest request) {
        String token = cookie.token(request);
        return token == null ? null : new DefaultCsrfToken(HEADER, "_csrf", SessionCookie.csrf(token));
    }
}
