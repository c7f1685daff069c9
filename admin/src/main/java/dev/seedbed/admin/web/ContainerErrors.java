package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is answered where a request gets no further than Tomcat or Spring's firewall, such as one for a path that has {@code %2F}
 * in it: a bare page for people, a problem for programs, with the headers that all answers have. It says nothing of the server,
 * nor of the request.
 */
public final class ContainerErrors extends ErrorReportValve {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_CLIENT = 499;

    /** Those that the firewall lets through. */
    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    /** Nothing is loaded by this page, and it sends nothing. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.ofEntries(
            Map.entry("Content-Security-Policy", CONTENT_POLICY),
            Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("X-Frame-Options", "DENY"),
            Map.entry("Referrer-Policy", Chain.REFERRER_POLICY.getPolicy()),
            Map.entry("Cross-Origin-Opener-Policy", Chain.OPENER_POLICY.getPolicy()),
            Map.entry("Cross-Origin-Resource-Policy", Chain.RESOURCE_POLICY.getPolicy()),
            Map.entry("Permissions-Policy", Chain.PERMISSIONS_POLICY),
            Map.entry("Cache-Control", "no-store"));

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean canBeSent = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, canBeSent);
        if (!canBeSent.get()) {
            return;
        }
        String text = begin(request, response, response.getStatus());
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(text);
                response.finishResponse();
            }
        } catch (IOException e) {
            // Whoever asked is gone, and nobody is left to be told.
            response.setSuspended(true);
        }
    }

    /** Answers so to what Spring's firewall takes for an attack, such as {@code %25} in a path, or a method that nothing answers to. */
    public static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean isMethod = METHODS.contains(request.getMethod());
        int status = isMethod ? HttpServletResponse.SC_BAD_REQUEST : HttpServletResponse.SC_METHOD_NOT_ALLOWED;
        response.setStatus(status);
        if (!isMethod) {
            response.setHeader("Allow", String.join(", ", METHODS));
        }
        String text = begin(request, response, status);
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets the headers, and tells what is to follow them. */
    private static String begin(HttpServletRequest request, HttpServletResponse response, int status) {
        HEADERS.forEach(response::setHeader);
        if (request.isSecure()) {
            response.setHeader(
                    "Strict-Transport-Security", "max-age=" + Chain.HSTS.toSeconds() + " ; includeSubDomains");
        }
        Refused refused = refused(status);
        boolean isForPeople = String.valueOf(request.getHeader("Accept")).contains("text/html");
        response.setContentType(isForPeople ? "text/html;charset=utf-8" : Problems.TYPE);
        return isForPeople ? page(refused) : json(refused);
    }

    private static Refused refused(int status) {
        Problem problem = switch (status) {
            case 400 ->
                new Problem(
                        "The request cannot be read.",
                        null,
                        "look whether the address is written rightly; no part of it can have a slash, a semicolon or"
                                + " a percent sign in it");
            case 403, 404 -> new Problem("There is nothing at this address.", null, "look whether it is right");
            case 431 -> new Problem("The headers of the request are too large.", null, "send fewer cookies");
            default ->
                status > MOST_CLIENT
                        ? new Problem("Something went wrong here.", null, "look at the log of the service")
                        : new Problem("The request is not taken.", null, "look at openapi.json for what is");
        };
        return new Refused(status, status > MOST_CLIENT ? "error" : "not-served", problem);
    }

    private static String json(Refused refused) {
        return JSON.writeValueAsString(Problems.body(refused));
    }

    /** Of texts that stand here, so that there is nothing to be escaped. */
    private static String page(Refused refused) {
        Problem problem = refused.problem();
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>Error %d · Seedbed</title>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                <p>What to do: %s.</p>
                <p><a href="/">To the beginning</a></p>
                </main>
                </body>
                </html>
                """.formatted(refused.status(), problem.message(), problem.mend());
    }
}
