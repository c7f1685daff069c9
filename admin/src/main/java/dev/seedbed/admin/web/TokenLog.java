package dev.seedbed.admin.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log which check a bearer token has not passed, so that whoever configures tokens can tell why. Thread-safe. */
final class TokenLog {
    private static final Logger LOG = LoggerFactory.getLogger(TokenLog.class);

    /** From one address in one minute; what is more is told by these already, and by the trail. */
    private static final int MOST = 10;

    private final RateLimit limit;

    TokenLog(LongSupplier nanos) {
        limit = new RateLimit(MOST, nanos);
    }

    void refused(HttpServletRequest request, String checks) {
        String source = Source.of(request);
        if (limit.over(source) <= 0) {
            LOG.atWarn()
                    .addKeyValue("check", checks)
                    .addKeyValue("source", source)
                    .log("token_refused check={} source={}", checks, source);
        }
    }
}
