package dev.seedbed.admin.web;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where somebody goes on who was asked to sign in first: to a page of the service, and nowhere else. */
public final class Next {
    public static final String FIRST = "/";

    private static final Pattern PAGE = Pattern.compile("/(?!/)[A-Za-z0-9/_.~=%:@+-]*(\\?[\\x21-\\x7e&&[^\\\\#]]*)?");

    private static final Pattern ELSEWHERE = Pattern.compile("/(sign-in|sign-out|api|assets)(/.*)?");

    private Next() {}

    /** The page that is asked for, where it is one; the first page where it is not. */
    public static String of(@Nullable String asked) {
        if (asked == null || !PAGE.matcher(asked).matches()) {
            return FIRST;
        }
        String path = asked.split("\\?", 2)[0].toLowerCase(Locale.ROOT).replace("%2e", ".");
        return path.contains("..")
                        || path.contains("/./")
                        || ELSEWHERE.matcher(path).matches()
                ? FIRST
                : asked;
    }
}
