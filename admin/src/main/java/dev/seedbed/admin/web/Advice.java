package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Whatever goes wrong behind the gate, as a problem. What is nobody's mistake but ours tells a number, and no detail. */
@RestControllerAdvice
final class Advice {
    private static final Logger LOG = LoggerFactory.getLogger(Advice.class);

    private final Problems problems;

    Advice(Problems problems) {
        this.problems = problems;
    }

    /** An answer that has begun is broken off, so that nobody takes a part of a file for all of it. */
    @ExceptionHandler(Exception.class)
    void answer(Exception e, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (response.isCommitted()) {
            throw e;
        }
        if (e instanceof ErrorResponse known) {
            // Such as which methods there are.
            known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        problems.refuse(request, response, refused(e));
    }

    private static Refused refused(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused;
            }
        }
        if (e instanceof HttpMessageNotReadableException wrong) {
            return WrongBody.of(wrong);
        }
        if (e instanceof MethodArgumentTypeMismatchException mismatch) {
            String wanted = wanted(mismatch.getRequiredType());
            return new Refused(
                    400,
                    "bad-parameter",
                    new Problem(
                            "\"" + mismatch.getName() + "\" is not " + wanted + ".",
                            mismatch.getName(),
                            "give " + wanted));
        }
        if (e instanceof HttpMediaTypeNotSupportedException) {
            return new Refused(
                    415,
                    "not-served",
                    new Problem(
                            "The body is not said to be JSON.",
                            "header Content-Type",
                            "send it with Content-Type: application/json"));
        }
        if (e instanceof HttpRequestMethodNotSupportedException other && other.getSupportedMethods() != null) {
            return new Refused(
                    405,
                    "not-served",
                    new Problem(
                            "Nothing here answers to " + other.getMethod() + ".",
                            null,
                            "send " + String.join(" or ", other.getSupportedMethods())));
        }
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            HttpStatusCode status = known.getStatusCode();
            return new Refused(
                    status.value(),
                    "not-served",
                    new Problem(
                            "Nothing here answers to this request.",
                            null,
                            status.value() == 415
                                    ? "send JSON, with Content-Type: application/json"
                                    : "look at openapi.json for what does"));
        }
        return ofNobody(e);
    }

    /** What a parameter of a type must be, with its article. */
    private static String wanted(@Nullable Class<?> type) {
        // Of texts, which all others are, none is wrong.
        return type == UUID.class ? "a UUID, such as 123e4567-e89b-42d3-a456-426614174000" : "a whole number";
    }

    /** What is no caller's mistake: the log has it, under a number that the caller is told. */
    static Refused ofNobody(Exception e) {
        UUID number = UUID.randomUUID();
        LOG.error("A request failed: {}.", number, e);
        return new Refused(
                500,
                "error",
                new Problem("Something went wrong here.", null, "look for " + number + " in the log of the service"));
    }
}
