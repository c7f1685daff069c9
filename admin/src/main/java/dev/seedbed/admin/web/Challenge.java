package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** What is said to programs that nobody is signed in for, in the words of RFC 6750. */
final class Challenge {
    private static final String SCHEME = "Bearer";

    private final boolean tokens;

    /** @param tokens whether bearer tokens are configured */
    Challenge(boolean tokens) {
        this.tokens = tokens;
    }

    /** Asks for a token where that is of use, and says so where one was sent and is of none. */
    Refused of(HttpServletRequest request, HttpServletResponse response) {
        if (!tokens && hasToken(request)) {
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    SCHEME + " error=\"invalid_token\", error_description=\"Bearer tokens are not configured here\"");
            return new Refused(
                    401,
                    "tokens-not-configured",
                    new Problem(
                            "A bearer token was sent, and this service is configured for none.",
                            "header Authorization",
                            "have whoever runs the service set seedbed.admin.jwt.issuer and what goes with it, or sign in"
                                    + " without one"));
        }
        if (tokens && String.valueOf(request.getPathInfo()).startsWith("/api/")) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME);
        }
        return new Refused(
                401,
                "not-signed-in",
                new Problem("Nobody is signed in.", null, tokens ? "sign in, or send a bearer token" : "sign in"));
    }

    /** For a token that did not pass a check. */
    static Refused ofRefusedToken(HttpServletResponse response) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME + " error=\"invalid_token\"");
        return Chain.notSignedIn("The bearer token is not accepted.", "get a new one, for this service");
    }

    private static boolean hasToken(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith("bearer ");
    }
}
