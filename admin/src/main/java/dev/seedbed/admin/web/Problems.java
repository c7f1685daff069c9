package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Answers with {@code application/problem+json}: what, where, mend; and has every refusal recorded. */
public final class Problems {
    static final String TYPE = "application/problem+json";

    /** What is no mistake of the caller's, but a no. */
    private static final Set<Integer> RECORDED = Set.of(401, 403, 409, 412, 429);

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Trail trail;
    private final ErrorPages pages;
    private final InputLog input = new InputLog(System::nanoTime);

    public Problems(Trail trail, ErrorPages pages) {
        this.trail = trail;
        this.pages = pages;
    }

    /** Answers, and records a refusal before, or tells the log of input that is none. */
    void refuse(HttpServletRequest request, HttpServletResponse response, Refused refused) throws IOException {
        refuse(request, response, refused, "");
    }

    /** @param more that the record says, and the answer does not; empty for nothing */
    void refuse(HttpServletRequest request, HttpServletResponse response, Refused refused, String more)
            throws IOException {
        if (!pages.isFor(request) || !pages.isOnTheWayToSignIn(request, refused)) {
            record(request, refused, more);
        }
        write(request, response, refused);
    }

    /** The same for a refusal that whoever calls this answers with. */
    public void record(HttpServletRequest request, Refused refused) {
        record(request, refused, "");
    }

    private void record(HttpServletRequest request, Refused refused, String more) {
        if (RECORDED.contains(refused.status())) {
            Caller caller = CallerAuthentication.current();
            trail.refusal(
                    caller == null ? null : caller.name(),
                    Source.of(request),
                    request.getMethod(),
                    request.getRequestURI(),
                    refused.status(),
                    refused.code(),
                    refused.problem().message()
                            + (refused.about() == null
                                    ? ""
                                    : " " + refused.about().text())
                            + (more.isEmpty() ? "" : " " + more));
        } else {
            input.tell(request, refused);
        }
    }

    /** What is nobody's mistake, for whoever shows it in a place of their own: the log has it, under a number that is told. */
    public static Refused ofNobody(RuntimeException e) {
        return Advice.ofNobody(e);
    }

    /** A page for people, a problem for programs. */
    void write(HttpServletRequest request, HttpServletResponse response, Refused refused) throws IOException {
        if (pages.isFor(request)) {
            pages.answer(request, response, refused);
        } else {
            write(response, refused);
        }
    }

    /** Answers to what is no caller's mistake, also where no page can be made any more. */
    void failed(HttpServletRequest request, HttpServletResponse response, Exception e) throws IOException {
        Refused refused = Advice.ofNobody(e);
        response.resetBuffer();
        try {
            write(request, response, refused);
        } catch (RuntimeException ofPage) {
            LOG.error("No page could be made to tell of it.", ofPage);
            response.setStatus(refused.status());
            response.setContentType("text/plain;charset=UTF-8");
            response.getOutputStream().write((refused.problem() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(HttpServletResponse response, Refused refused) throws IOException {
        response.setStatus(refused.status());
        response.setContentType(TYPE);
        if (refused.status() == 429) {
            response.setHeader("Retry-After", "60");
        }
        response.getOutputStream().write(JSON.writeValueAsBytes(body(refused)));
    }

    static Map<String, @Nullable Object> body(Refused refused) {
        Problem problem = refused.problem();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("title", title(refused.status()));
        body.put("status", refused.status());
        body.put("code", refused.code());
        body.put("detail", problem.message());
        body.put("where", problem.where());
        body.put("mend", problem.mend());
        body.put("errors", refused.flaws().stream().map(Problems::error).toList());
        return body;
    }

    private static Map<String, @Nullable Object> error(Refused.Flaw flaw) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("column", flaw.column());
        error.put("detail", flaw.problem().message());
        error.put("where", flaw.problem().where());
        error.put("mend", flaw.problem().mend());
        return error;
    }

    private static String title(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
