package dev.seedbed.connect;

import dev.seedbed.seed.SeedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Addresses that are JDBC's already: user and password are taken out of them, and the rest is the driver's business. */
final class Jdbc {
    private Jdbc() {}

    static Address address(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:mysql:") || lower.startsWith("jdbc:mariadb:")) {
            throw SeedException.usage(
                    "MySQL and MariaDB are not supported yet: \"" + Secrets.strip(url) + "\".",
                    "use PostgreSQL 14 or later, H2 2 or SQLite 3");
        }
        if (lower.startsWith("jdbc:postgresql:")) {
            checkHosts(url);
            return parts(url, '?', "&", true);
        }
        if (lower.startsWith("jdbc:h2:")) {
            return parts(url, ';', ";", false);
        }
        return new Address(url, Map.of(), null, null, null);
    }

    private static void checkHosts(String url) {
        int start = url.indexOf("//");
        if (start < 0) {
            return;
        }
        String hosts = url.substring(start + 2).split("[/?]", 2)[0];
        int at = url.lastIndexOf('@');
        if (at > start && url.substring(start, at).indexOf('?') < 0) {
            throw SeedException.usage(
                    "\"" + Secrets.strip(url) + "\" holds a user or password before its host, where JDBC takes none.",
                    "write postgres://user@host:5432/database, and the password into SEEDBED_PASSWORD");
        }
        PostgresUrl.checkPorts(hosts);
    }

    private static Address parts(String url, char start, String separator, boolean encoded) {
        int at = url.indexOf(start);
        if (at < 0) {
            return new Address(url, Map.of(), null, null, null);
        }
        String user = null;
        String password = null;
        List<String> others = new ArrayList<>();
        for (String part : url.substring(at + 1).split(separator)) {
            @Nullable String userHere = value(part, "user", encoded);
            @Nullable String passwordHere = value(part, "password", encoded);
            if (userHere != null) {
                user = userHere;
            } else if (passwordHere != null) {
                password = passwordHere;
            } else if (!part.isEmpty()) {
                others.add(part);
            }
        }
        String rest = others.isEmpty() ? "" : start + String.join(separator, others);
        return new Address(url.substring(0, at) + rest, Map.of(), user, password, null);
    }

    private static @Nullable String value(String part, String name, boolean encoded) {
        if (!part.regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
            return null;
        }
        String value = part.substring(name.length() + 1);
        return encoded ? decoded(value) : value;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
