package dev.seedbed.connect;

import dev.seedbed.seed.SeedException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Addresses as libpq, Heroku and most frameworks write them: {@code postgres://user:password@host:port/database?…}. */
final class PostgresUrl {
    /** Names of libpq that the driver spells differently; the others are the same or the driver's own. */
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode",
            "target_session_attrs", "targetServerType");

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "standby", "secondary",
            "read-only", "secondary",
            "prefer-standby", "preferSecondary");

    private PostgresUrl() {}

    static Address address(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            throw SeedException.usage(
                    "\"" + Secrets.strip(url) + "\" has no \"//\" after its scheme.",
                    "write postgres://user@host:5432/database");
        }
        String rest = url.substring(scheme + 3);
        int fragment = rest.indexOf('#');
        rest = fragment >= 0 && rest.indexOf('@', fragment) < 0 ? rest.substring(0, fragment) : rest;
        int at = rest.lastIndexOf('@', endOfAuthority(rest));
        String userInfo = at < 0 ? "" : rest.substring(0, at);
        String place = rest.substring(at + 1);
        int question = place.indexOf('?');
        Map<String, String> query = query(question < 0 ? "" : place.substring(question + 1));
        String path = question < 0 ? place : place.substring(0, question);
        int slash = path.indexOf('/');
        String hosts = slash < 0 ? path : path.substring(0, slash);
        String database = slash < 0 ? "" : decoded(path.substring(slash + 1));
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? null : decoded(userInfo.substring(colon + 1));
        return of(hosts, database, user.isEmpty() ? null : decoded(user), password, query);
    }

    /** The address that libpq's environment variables describe; null where neither host nor database is named. */
    static @Nullable Address ofVariables(Function<String, @Nullable String> variables) {
        String host = variables.apply("PGHOST");
        String database = variables.apply("PGDATABASE");
        if (host == null && database == null) {
            return null;
        }
        String port = variables.apply("PGPORT");
        Map<String, String> query = new LinkedHashMap<>();
        take(variables, "PGSSLMODE", "sslmode", query);
        take(variables, "PGSSLROOTCERT", "sslrootcert", query);
        take(variables, "PGCONNECT_TIMEOUT", "connect_timeout", query);
        String named = host == null ? "localhost" : host;
        String hosts = named.contains(":") && !named.startsWith("[") ? "[" + named + "]" : named;
        return of(
                port == null ? hosts : hosts + ":" + port,
                database == null ? "" : database,
                variables.apply("PGUSER"),
                variables.apply("PGPASSWORD"),
                query);
    }

    private static Address of(
            String hosts,
            String database,
            @Nullable String userInfo,
            @Nullable String passwordInfo,
            Map<String, String> query) {
        String user = query.getOrDefault("user", userInfo);
        String password = query.getOrDefault("password", passwordInfo);
        String host = query.getOrDefault("host", hosts.isEmpty() ? "localhost" : hosts);
        if (host.startsWith("/") || host.startsWith("%2F")) {
            throw SeedException.usage(
                    "A Unix socket cannot be reached from Java: \"" + Secrets.strip(decoded(host)) + "\".",
                    "name a host, such as postgres://localhost:5432/database");
        }
        String port = query.get("port");
        String name = query.getOrDefault("dbname", database.isEmpty() && user != null ? user : database);
        Map<String, String> properties = new LinkedHashMap<>();
        query.forEach((key, value) -> {
            if (!key.matches("user|password|host|port|dbname|schema")) {
                properties.put(DRIVER_NAMES.getOrDefault(key, key), value);
            }
        });
        properties.computeIfPresent("targetServerType", (key, value) -> SERVER_TYPES.getOrDefault(value, value));
        String place = (host + (port == null ? "" : ":" + port)).replaceAll(":(?=,|$)", "");
        checkPorts(place);
        String jdbc = "jdbc:postgresql://" + place + "/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return new Address(jdbc, properties, user, password, query.get("schema"));
    }

    /**
     * The driver would say what is wrong with a port on a logger of its own, and then that it does not know the address.
     *
     * @param hosts what stands between "//" and "/"
     */
    static void checkPorts(String hosts) {
        for (String host : hosts.split(",", -1)) {
            int colon = host.indexOf(':', host.lastIndexOf(']') + 1);
            String port = colon < 0 ? "5432" : host.substring(colon + 1);
            if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
                throw SeedException.usage(
                        "The port in \"" + Secrets.strip("postgres://" + hosts) + "\" is not a number from 1 to 65535.",
                        "write postgres://user@host:5432/database, and the password into SEEDBED_PASSWORD");
            }
        }
    }

    /** Where the database or the query begins; a password may hold "/" and "?" only if it is encoded. */
    private static int endOfAuthority(String rest) {
        int lastAt = rest.lastIndexOf('@');
        int slash = rest.indexOf('/');
        int question = rest.indexOf('?');
        int end = slash < 0 ? rest.length() : slash;
        end = question >= 0 && question < end ? question : end;
        // People forget to encode; an "@" after the first "/" can only end such a password, or stand in the query.
        return lastAt > end && (question < 0 || lastAt < question) ? lastAt : end;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String part : text.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                query.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
            }
        }
        return query;
    }

    private static void take(
            Function<String, @Nullable String> variables, String name, String key, Map<String, String> query) {
        String value = variables.apply(name);
        if (value != null) {
            query.put(key, value);
        }
    }

    /** Percent signs resolved; a plus sign stays one, as in libpq. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
