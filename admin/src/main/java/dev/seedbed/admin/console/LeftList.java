package dev.seedbed.admin.console;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The list of rows that somebody left for one of them, with its filter, order and page: pages of the row carry it along, so that
 * their way back leads there. It comes with addresses, which may say anything: what is no part of such a list is dropped.
 *
 * @param query as the page of the table takes it; empty for the whole table from its beginning
 */
public record LeftList(String query) {
    /** The parameter that carries it. */
    static final String NAME = "list";

    private static final String AFTER = "after";
    private static final Set<String> NAMES = Set.of("search", "sort", "provenance", AFTER);

    /** So that no address becomes longer than servers take. */
    private static final int LONGEST = 1_500;

    /** The one that a request carries. */
    static LeftList of(HttpServletRequest request) {
        return of(Objects.requireNonNullElse(request.getParameter(NAME), ""));
    }

    static LeftList of(String query) {
        List<String> parts = new ArrayList<>();
        for (String part : query.split("&")) {
            int is = part.indexOf('=');
            String name = is < 0 ? "" : decoded(part.substring(0, is));
            if (NAMES.contains(name) || name.startsWith(Rowset.HOLDING)) {
                parts.add(Words.segment(name) + "=" + Words.segment(decoded(part.substring(is + 1))));
            }
        }
        return fitting(parts);
    }

    /** Without the page where that makes it too long, and nothing where it still is. */
    private static LeftList fitting(List<String> parts) {
        String all = String.join("&", parts);
        if (all.length() > LONGEST) {
            parts.removeIf(part -> part.startsWith(AFTER + "="));
            all = String.join("&", parts);
        }
        return new LeftList(all.length() > LONGEST ? "" : all);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The page of the list. */
    public String path(String table) {
        return RowWords.path(table) + (query.isEmpty() ? "" : "?" + query);
    }

    /** The page of a row, or another that carries the list along. */
    public String on(String path) {
        return query.isEmpty() ? path : path + (path.indexOf('?') < 0 ? "?" : "&") + NAME + "=" + Words.segment(query);
    }
}
