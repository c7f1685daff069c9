package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of input that was refused: what checks input is not got past unseen. That it is sent is no refusal of
 * somebody's wish, so it does not stand in the trail, which a flood of it would fill. Thread-safe.
 */
final class InputLog {
    private static final Logger LOG = LoggerFactory.getLogger(InputLog.class);
    private static final Set<Integer> TOLD = Set.of(400, 405, 413, 415, 422);

    /** From one address in one minute; what is more is told by these already. */
    private static final int MOST = 10;

    private static final int LONGEST = 400;

    private final RateLimit limit;

    InputLog(LongSupplier nanos) {
        limit = new RateLimit(MOST, nanos);
    }

    void tell(HttpServletRequest request, Refused refused) {
        String source = Source.of(request);
        if (!TOLD.contains(refused.status()) || limit.over(source) > 0) {
            return;
        }
        Caller caller = CallerAuthentication.current();
        String actor = caller == null ? "-" : plain(caller.name());
        String path = plain(request.getRequestURI());
        LOG.atInfo()
                .addKeyValue("status", refused.status())
                .addKeyValue("code", refused.code())
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", path)
                .addKeyValue("source", source)
                .addKeyValue("actor", actor)
                .log(
                        "input_refused status={} code={} method={} path={} source={} actor={}",
                        refused.status(),
                        refused.code(),
                        request.getMethod(),
                        path,
                        source,
                        actor);
    }

    /** On one line, whatever it holds. */
    private static String plain(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
