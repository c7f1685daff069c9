package dev.seedbed.admin.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;

/** Where a request comes from, as far as one may be told from another. */
final class Source {
    /** More than any address has, and as much as the tables keep. */
    private static final int LONGEST = 64;

    private Source() {}

    /** The address; of an IPv6 address its first half, since whoever has one address has all that begin so. */
    static String of(HttpServletRequest request) {
        return cut(told(request));
    }

    /** What a proxy says may be any text: it is counted, kept and logged, so it is one word, and not any length. */
    private static String cut(String source) {
        return source.substring(0, Math.min(source.length(), LONGEST)).replaceAll("[^!-~]", "?");
    }

    private static String told(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (address == null || address.indexOf(':') < 0) {
            return address == null ? "unknown" : address;
        }
        String plain = address.replaceFirst("%.*", "");
        int gap = plain.indexOf("::");
        String[] before = (gap < 0 ? plain : plain.substring(0, gap)).split(":");
        String[] groups = Arrays.copyOf(before, 4);
        for (int i = 0; i < groups.length; i++) {
            groups[i] = groups[i] == null || groups[i].isEmpty() ? "0" : groups[i];
        }
        return String.join(":", groups) + "::/64";
    }
}
