package dev.seedbed.admin.web;

import dev.seedbed.admin.AdminProperties;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie that has the token of a session: for this host alone, out of reach of scripts and of other sites' pages. Its CSRF token is made out of it, and tells nothing about it.
 */
public final class SessionCookie {
    private static final String BEGUN = SessionCookie.class.getName() + ".begun";

    private final AdminProperties properties;
    private final String name;

    public SessionCookie(AdminProperties properties) {
        this.properties = properties;
        this.name = properties.session().secure() ? "__Host-seedbed-admin" : "seedbed-admin";
    }

    /** That of a session which was begun while the request was answered, else what came with it; null for none. */
    public @Nullable String token(HttpServletRequest request) {
        if (request.getAttribute(BEGUN) instanceof String begun) {
            return begun;
        }
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name)) {
                return cookie.getValue();
            }
        }
        return null;
    }

    void set(HttpServletRequest request, HttpServletResponse response, String token) {
        request.setAttribute(BEGUN, token);
        add(response, token, properties.session().longest());
    }

    void clear(HttpServletResponse response) {
        add(response, "", Duration.ZERO);
    }

    private void add(HttpServletResponse response, String value, Duration age) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path("/")
                        .secure(properties.session().secure())
                        .httpOnly(true)
                        .sameSite("Strict")
                        .maxAge(age)
                        .build()
                        .toString());
    }

    public static String csrf(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("seedbed-admin csrf " + token).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
