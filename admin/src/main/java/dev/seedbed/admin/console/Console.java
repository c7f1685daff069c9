package dev.seedbed.admin.console;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.web.Call;
import dev.seedbed.admin.web.ErrorPages;
import dev.seedbed.admin.web.SessionCookie;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.View;

/** Renders pages, and leads from one to the next. Values are escaped for the place that they stand in. Thread-safe. */
public final class Console implements ErrorPages {
    /** Where people do what they have to do before anything else. */
    private static final Map<String, String> FIRST = Map.of(
            "code-required", "/sign-in/code",
            "password-change-required", "/account/password",
            "second-factor-required", "/account/factor");

    private final String path;
    private final String environment;
    private final boolean ofApplication;
    private final Access access;
    private final SessionCookie cookie;
    private final Plans plans;
    private final Assets assets;
    private final TemplateEngine templates;

    /** @param environment that runs are for */
    public Console(AdminProperties properties, String environment, Access access, SessionCookie cookie, Plans plans) {
        this.path = properties.path();
        this.environment = environment;
        AdminProperties.Application application = properties.application();
        this.ofApplication = application.casbin() != null || application.tables() != null;
        this.access = access;
        this.cookie = cookie;
        this.plans = plans;
        this.assets = new Assets();
        this.templates = TemplateEngine.createPrecompiled(null, ContentType.Html, Console.class.getClassLoader());
    }

    Assets assets() {
        return assets;
    }

    /**
     * A page.
     *
     * @param section of the navigation; empty for none
     * @param template without its ending
     * @param page what the template shows
     */
    View page(HttpServletRequest request, String section, String title, String template, Object page) {
        return page(request, 200, section, title, template, page);
    }

    View page(HttpServletRequest request, int status, String section, String title, String template, Object page) {
        return (model, ignored, response) -> write(response, status, template, frame(request, section, title), page);
    }

    /** Whether who asks has a permission. */
    boolean may(String permission) {
        Caller caller = Call.known();
        return caller != null && access.effective(caller.roles()).contains(permission);
    }

    /** A part of a page, for a script to put in its place. */
    View part(HttpServletRequest request, String template, Object page) {
        return page(request, "", "", template, page);
    }

    /**
     * To another page, which is asked for anew.
     *
     * @param notice what that one says was done; null for nothing
     */
    View to(String target, @Nullable String notice) {
        String location = path + target;
        if (notice != null) {
            location +=
                    (target.indexOf('?') < 0 ? "?" : "&") + "done=" + URLEncoder.encode(notice, StandardCharsets.UTF_8);
        }
        String all = location;
        return (model, request, response) -> see(response, request.getContextPath() + all);
    }

    /** A page's address, for a browser. */
    String address(HttpServletRequest request, String page) {
        return request.getContextPath() + path + page;
    }

    @Override
    public boolean isFor(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        String inner = request.getPathInfo();
        return accept != null && accept.contains("text/html") && (inner == null || !inner.startsWith("/api/"));
    }

    @Override
    public boolean isOnTheWayToSignIn(HttpServletRequest request, Refused refused) {
        return refused.code().equals("not-signed-in")
                && isLooking(request)
                && !isSigningIn(request)
                && cookie.token(request) == null
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }

    private static boolean isLooking(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response, Refused refused) throws IOException {
        boolean first = (refused.status() == 401 && !isSigningIn(request)) || FIRST.containsKey(refused.code());
        if (first && "true".equals(request.getHeader("HX-Request"))) {
            // A script would follow to the sign-in, and put that in the place of a part.
            response.setStatus(refused.status());
            response.setHeader("HX-Refresh", "true");
        } else if (refused.status() == 401 && !isSigningIn(request)) {
            see(response, request.getContextPath() + path + "/sign-in" + next(request));
        } else if (FIRST.containsKey(refused.code())) {
            see(response, request.getContextPath() + path + FIRST.get(refused.code()) + next(request));
        } else {
            if (refused.status() == 429) {
                response.setHeader(HttpHeaders.RETRY_AFTER, "60");
            }
            Refusal page = Refusal.of(String.valueOf(request.getPathInfo()), refused);
            write(response, page.status(), "error", frame(request, "", title(page.status(), request)), page);
        }
    }

    private static String title(int status, HttpServletRequest request) {
        return switch (status) {
            case 401 -> "Not signed in";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 429 -> "Too many requests";
            case 500 -> "Something went wrong";
            default -> isLooking(request) ? "This cannot be shown" : "This was not done";
        };
    }

    /** Who is told no there, by a provider of OpenID Connect too, is to read it. */
    private static boolean isSigningIn(HttpServletRequest request) {
        return String.valueOf(request.getPathInfo()).startsWith("/sign-in/callback/");
    }

    /** The page that somebody wanted to look at, for the one that comes first to lead there. */
    private static String next(HttpServletRequest request) {
        boolean back = isLooking(request) && request.getPathInfo() != null;
        return back ? "?next=" + URLEncoder.encode(asked(request), StandardCharsets.UTF_8) : "";
    }

    private static String asked(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getPathInfo() + (query == null ? "" : "?" + query);
    }

    private static void see(HttpServletResponse response, String location) {
        response.setStatus(303);
        response.setHeader(HttpHeaders.LOCATION, location);
    }

    private Frame frame(HttpServletRequest request, String section, String title) {
        Caller caller = Call.known();
        Set<String> permissions =
                caller == null || caller.first() != null ? Set.of() : access.effective(caller.roles());
        return new Frame(
                request.getContextPath() + path,
                title,
                section,
                caller,
                permissions,
                csrf(request),
                environment,
                assets.version(),
                Notices.of(request.getParameter("done")),
                ofApplication,
                !title.isEmpty() && permissions.contains("seeds:read") ? outlook() : Plans.Outlook.NOTHING);
    }

    /** A page that tells of a database that is away has to do without. */
    private Plans.Outlook outlook() {
        try {
            return plans.outlook();
        } catch (DataAccessException e) {
            return Plans.Outlook.NOTHING;
        }
    }

    private String csrf(HttpServletRequest request) {
        String token = cookie.token(request);
        if (token != null) {
            return SessionCookie.csrf(token);
        }
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken ofApplication
                ? ofApplication.getToken()
                : "";
    }

    private void write(HttpServletResponse response, int status, String template, Frame frame, Object page)
            throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("frame", frame);
        values.put("page", page);
        Utf8ByteOutput html = new Utf8ByteOutput();
        templates.render(template + ".jte", values, html);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(html.getContentLength());
        html.writeTo(response.getOutputStream());
    }
}
