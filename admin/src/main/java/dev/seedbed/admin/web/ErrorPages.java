package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells people, where the API tells programs. */
public interface ErrorPages {
    /** Whether whoever asks is a person who looks at pages. */
    boolean isFor(HttpServletRequest request);

    /**
     * Whether that is no refusal: a person without a session asked for a page, and is led to the sign-in. False for whoever came
     * with a session or token that is none, and for all that changes something.
     */
    boolean isOnTheWayToSignIn(HttpServletRequest request, Refused refused);

    /** Answers with a page that says what, where and how to mend it, or leads to where it can be mended. */
    void answer(HttpServletRequest request, HttpServletResponse response, Refused refused) throws IOException;
}
