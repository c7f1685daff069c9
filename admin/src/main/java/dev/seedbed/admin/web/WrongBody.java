package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;

/** What is said of a body that an endpoint does not take: which member is wrong, never what it holds. */
final class WrongBody {
    private static final int LONGEST = 100;

    private WrongBody() {}

    static Refused of(HttpMessageNotReadableException e) {
        String member = member(e);
        return new Refused(
                400,
                "bad-body",
                new Problem(
                        "The body is not what this endpoint takes.",
                        member,
                        "send the JSON object that openapi.json describes, with no member more or less, each of its type"));
    }

    /** Such as {@code values.price}; null where the body is no JSON at all, or calls a member what nobody can read. */
    private static @Nullable String member(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Required.Missing missing) {
                return missing.member();
            }
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json && !json.getPath().isEmpty()) {
                String path = json.getPath().stream()
                        .map(part -> part.getPropertyName() == null ? "" + part.getIndex() : part.getPropertyName())
                        .collect(Collectors.joining("."));
                // No more of what somebody calls a member than is of use to whoever made a mistake.
                return path.length() > LONGEST || !PlainText.isPlain(path) ? null : path;
            }
        }
        return null;
    }
}
