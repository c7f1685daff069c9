package dev.seedbed.connect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps secrets out of what is printed. What is not certain to be none is taken for one. */
public final class Secrets {
    /** Shorter texts are not looked for: they would be found in every other word. */
    private static final int LEAST_LOOKED_FOR = 3;

    /** Greedy: where a password holds an "@", the last one ends it. */
    private static final Pattern USER_INFO = Pattern.compile("://[^\\s\"]*@");

    /** As in {@code user:password@host} and {@code jdbc:oracle:thin:user/password@host}. A file's path may have an "@". */
    private static final Pattern BARE_USER_INFO =
            Pattern.compile("(?<![^\\s\"'])(?!jdbc:(?:sqlite|h2):)[^\\s\"']*:[^\\s\"]*@");

    private static final String SECRET_NAME =
            "(?:[a-z_.-]*(?:password|passwd|pwd|secret|token|passphrase|key|cipher)|user(?:name)?|pass)";

    private static final Pattern PARAMETERS = Pattern.compile("(?i)((?:^|[?&;\\s])" + SECRET_NAME + "=)([^&;\\s\"]*)");
    private static final Pattern PARAMETERS_OF_ADDRESS =
            Pattern.compile("(?i)((?:^|[?&;\\s])" + SECRET_NAME + "\\s*=)([^&;]*)");

    private static final Pattern START = Pattern.compile("^(?:jdbc:)?[A-Za-z][A-Za-z0-9+.-]*:");
    private static final Pattern FILE_START = Pattern.compile("(?i)^(?:jdbc:)?(?:sqlite3?|h2):");
    private static final Pattern AUTHORITY = Pattern.compile("//([^/?;#\\s]*)");
    private static final Pattern HOST = Pattern.compile("((?:\\[[^]]*]|[^:]*):?)(.*)");

    private Secrets() {}

    /** An address, malformed ones too, without user information and without the values of parameters that hold secrets. */
    public static String strip(String address) {
        String stripped = bare(address);
        String decoded = decoded(address);
        // Where something is hidden by its encoding only, the whole is shown as it was meant.
        return bare(decoded).equals(decoded) ? stripped : bare(decoded);
    }

    private static String bare(String address) {
        return parameters(PARAMETERS_OF_ADDRESS, ports(userInfo(address)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Then no driver can have decoded it either.
            return text;
        }
    }

    private static String userInfo(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return address;
        }
        Matcher start = START.matcher(address);
        int from = start.find() ? start.end() : 0;
        boolean isPath = FILE_START.matcher(address).find()
                && !address.startsWith("//", from)
                && at > from
                && address.substring(from, at).indexOf(':') < 0;
        if (isPath) {
            return address;
        }
        String scheme = address.startsWith("//", from) ? address.substring(0, from) + "//" : "…";
        return scheme + address.substring(at + 1);
    }

    /** What stands for a port and is none may be a password whose host was forgotten. */
    private static String ports(String address) {
        Matcher authority = AUTHORITY.matcher(address);
        if (!authority.find()) {
            return address;
        }
        StringBuilder hosts = new StringBuilder();
        for (String host : authority.group(1).split(",", -1)) {
            Matcher parts = HOST.matcher(host);
            boolean whole = !parts.matches() || parts.group(2).matches("\\d{0,5}");
            hosts.append(hosts.length() == 0 ? "" : ",").append(whole ? host : parts.group(1) + "***");
        }
        return address.substring(0, authority.start(1)) + hosts + address.substring(authority.end(1));
    }

    private static String parameters(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(match.group(1) + "***"));
    }

    /** A text in which a password does not stand any more, nor user information of an address. */
    public static String mask(String text, @Nullable String password) {
        String masked = password == null || password.length() < LEAST_LOOKED_FOR ? text : text.replace(password, "***");
        String bare = BARE_USER_INFO
                .matcher(USER_INFO.matcher(masked).replaceAll("://"))
                .replaceAll("…");
        return parameters(PARAMETERS, bare);
    }

    /** A text without anything that may be a password in an address. */
    public static String maskAll(String text, String address) {
        String masked = text.replace(address, strip(address));
        for (String secret : within(address)) {
            masked = mask(masked, secret);
        }
        return masked;
    }

    /** The longest first, so that none hides a part of another. */
    private static Set<String> within(String address) {
        Set<String> secrets =
                new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        int at = address.lastIndexOf('@');
        for (int i = 0; i < at; i++) {
            char c = address.charAt(i);
            if ((c == ':' || c == '/') && address.charAt(i + 1) != '/') {
                add(secrets, address.substring(i + 1, at));
            }
        }
        Matcher authority = AUTHORITY.matcher(address);
        if (authority.find()) {
            for (String host : authority.group(1).split(",", -1)) {
                Matcher parts = HOST.matcher(host);
                if (parts.matches() && !parts.group(2).matches("\\d{0,5}")) {
                    add(secrets, parts.group(2));
                }
            }
        }
        PARAMETERS_OF_ADDRESS.matcher(address).results().forEach(parameter -> add(secrets, parameter.group(2)));
        return secrets;
    }

    private static void add(Set<String> secrets, String secret) {
        secrets.add(secret);
        secrets.add(decoded(secret));
    }
}
