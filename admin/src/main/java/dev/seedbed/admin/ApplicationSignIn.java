package dev.seedbed.admin;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Who is signed in to the application that the service is mounted in. Without a bean of this type it is asked of the
 * application's HTTP session; one that keeps its sign-in elsewhere says here where.
 */
@FunctionalInterface
public interface ApplicationSignIn {
    /** Who sends this request; null for nobody. */
    @Nullable
    Authentication of(HttpServletRequest request);
}
