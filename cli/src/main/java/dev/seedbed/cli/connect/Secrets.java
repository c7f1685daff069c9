package dev.seedbed.cli.connect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps secrets out of what is printed. */
public final class Secrets {
    /** Greedy: where a password holds an "@", the last one ends it. */
    private static final Pattern USER_INFO = Pattern.compile("://[^\\s\"]*@");

    /** As in {@code user:password@host} and {@code jdbc:oracle:thin:user/password@host}. A file's path may have an "@". */
    private static final Pattern BARE_USER_INFO =
            Pattern.compile("(?<![^\\s\"])(?!jdbc:(?:sqlite|h2):)[^\\s\"]*:[^\\s\"]*@");

    private static final Pattern PARAMETERS = Pattern.compile(
            "(?i)([?&;](?:[a-z_.-]*(?:password|passwd|pwd|secret|token|passphrase|key|cipher)|user(?:name)?|pass)=)"
                    + "[^&;\\s\"]*");

    private Secrets() {}

    /** An address without user information and without the values of parameters that hold secrets. */
    public static String strip(String address) {
        String bare = BARE_USER_INFO
                .matcher(USER_INFO.matcher(address).replaceAll("://"))
                .replaceAll("…");
        return PARAMETERS.matcher(bare).replaceAll(match -> Matcher.quoteReplacement(match.group(1) + "***"));
    }

    /** A text in which a password does not stand any more, nor user information of an address. */
    public static String mask(String text, @Nullable String password) {
        String masked = password == null || password.length() < 3 ? text : text.replace(password, "***");
        return strip(masked);
    }
}
