package dev.seedbed.admin.web;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns away what nobody needs to look at: too much, too often, from another site's page. */
final class Guard extends OncePerRequestFilter {
    static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** The endpoint, and the page. */
    private static final Set<String> SIGN_IN = Set.of("/api/v1/session", "/sign-in");

    private static final Set<String> CODE = Set.of("/api/v1/session/code", "/sign-in/code");

    private final AdminProperties properties;
    private final Problems problems;
    private final RateLimit requests;
    private final RateLimit signIns;

    Guard(AdminProperties properties, Problems problems) {
        this.properties = properties;
        this.problems = problems;
        this.requests = new RateLimit(properties.limits().requestsPerMinute(), System::nanoTime);
        this.signIns = new RateLimit(properties.limits().signInsPerMinute(), System::nanoTime);
    }

    /** What goes wrong before an endpoint is reached ends here, and not on a page that tells more of it. */
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            guard(request, response, chain);
        } catch (Refused e) {
            problems.refuse(request, response, e);
        } catch (RuntimeException | ServletException e) {
            // A page that cannot be rendered comes as the latter, past what answers for endpoints.
            if (response.isCommitted()) {
                throw e;
            }
            problems.failed(request, response, e);
        }
    }

    private void guard(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String source = Source.of(request);
        int over = requests.over(source);
        if (over <= 0 && (isSignIn(request) || isCode(request))) {
            over = signIns.over(source);
        }
        if (over > 0) {
            Refused refused = refused(
                    429, "too-many-requests", "There were too many requests from this address.", "wait a minute");
            if (over == 1) {
                problems.refuse(request, response, refused);
            } else {
                problems.write(request, response, refused);
            }
            return;
        }
        if (!request.getRequestURI().startsWith(request.getContextPath() + properties.path())) {
            problems.refuse(
                    request,
                    response,
                    refused(
                            400,
                            "encoded-path",
                            "The path of the service is not written as it is.",
                            "write it plainly"));
            return;
        }
        if (request.getQueryString() != null && !isText(request)) {
            problems.refuse(
                    request,
                    response,
                    refused(
                            400,
                            "bad-parameter",
                            "A parameter is no text in UTF-8, holds NUL, or is there twice.",
                            "mend it"));
            return;
        }
        if ((!SAFE.contains(request.getMethod()) || beginsAtProvider(request)) && isFromElsewhere(request)) {
            problems.refuse(
                    request,
                    response,
                    refused(
                            403,
                            "cross-site",
                            "The request comes from a page of another site.",
                            "send it from the service's own pages, or from a program"));
            return;
        }
        if (request.getContentLengthLong() > properties.limits().bodyBytes()) {
            problems.refuse(
                    request, response, LimitedBody.tooLarge(properties.limits().bodyBytes()));
            return;
        }
        if (isForm(request) && !isPlain(request)) {
            problems.refuse(
                    request,
                    response,
                    refused(400, "bad-parameter", "A field of the form is no text in UTF-8, or holds NUL.", "mend it"));
            return;
        }
        chain.doFilter(new LimitedBody(request, properties.limits().bodyBytes()), response);
    }

    /**
     * A container says only when it is asked that it cannot read what stands behind "?". Of a field without "=", which a form
     * may have that is sent by anything but POST, the value is null.
     */
    private static boolean isText(HttpServletRequest request) {
        try {
            return request.getParameterMap().values().stream()
                    .allMatch(values -> values.length == 1 && (values[0] == null || values[0].indexOf('\0') < 0));
        } catch (IllegalStateException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return !SAFE.contains(request.getMethod())
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /** Fields with several values are there as often. */
    private static boolean isPlain(HttpServletRequest request) {
        try {
            return request.getParameterMap().values().stream()
                    .allMatch(values ->
                            Arrays.stream(values).allMatch(value -> value == null || PlainText.isPlain(value)));
        } catch (IllegalStateException | IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isSignIn(HttpServletRequest request) {
        return request.getMethod().equals("POST") && SIGN_IN.contains(String.valueOf(request.getPathInfo()));
    }

    /** With a provider that knows somebody already it would be a whole sign-in, that they did not ask for. */
    private static boolean beginsAtProvider(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path != null
                && path.startsWith("/sign-in/")
                && !path.startsWith("/sign-in/callback/")
                && !CODE.contains(path);
    }

    private static boolean isCode(HttpServletRequest request) {
        return request.getMethod().equals("POST") && CODE.contains(String.valueOf(request.getPathInfo()));
    }

    /** Browsers say where a request comes from, and no page can have them say otherwise. */
    private static boolean isFromElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !isOwn(origin, request.getHeader("Host"));
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null
                    && host != null
                    && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Refused refused(int status, String code, String message, String mend) {
        return new Refused(status, code, new Problem(message, null, mend));
    }
}
