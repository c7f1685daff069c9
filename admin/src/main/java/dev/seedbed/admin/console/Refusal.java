package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.seed.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that tells why there is no other, and where to go on.
 *
 * @param ways back, the nearest first; each is for those who have its permission
 * @param history of a row that is gone; empty for all else
 * @param runs the ids of those runs in it that have pages
 */
public record Refusal(int status, Problem problem, List<Way> ways, List<TrailEntry> history, Set<String> runs) {
    /** Pages of what has an id that is made here, each with what that is. */
    private static final Map<String, String> OF_ID =
            Map.of("plans", "plan", "runs", "run", "access/accounts", "account");

    private static final Pattern ID = Pattern.compile("/(plans|runs|access/accounts)/([^/]+)(/.*)?");
    private static final Pattern ROW = Pattern.compile("/tables/([^/]+)/.+");
    private static final Way OVERVIEW = new Way("/", "the overview", "seeds:read");

    /** Somewhere to go. */
    public record Way(String path, String word, String permission) {}

    private Refusal(int status, Problem problem, List<Way> ways) {
        this(status, problem, ways, List.of(), Set.of());
    }

    /** The same with what the ledger tells of the row. */
    Refusal with(List<TrailEntry> told, Set<String> ofService) {
        return new Refusal(status, problem, ways, told, ofService);
    }

    /** @param path that was asked for, behind that of the service */
    static Refusal of(String path, Refused refused) {
        Matcher id = ID.matcher(path);
        if (refused.code().equals("bad-parameter")
                && "id".equals(refused.problem().where())
                && id.matches()) {
            // It cannot be the id of any.
            Problem none = new Problem(
                    "There is no " + OF_ID.get(id.group(1)) + " \"" + decoded(id.group(2)) + "\".",
                    null,
                    "look whether the address is right, or take one out of the list");
            return new Refusal(404, none, ways(path, refused));
        }
        if (refused.status() == 404 && refused.code().equals("not-served")) {
            Problem none = new Problem("There is no page at this address.", null, "look whether it is right");
            return new Refusal(404, none, ways(path, refused));
        }
        return new Refusal(refused.status(), RefusalWords.of(refused), ways(path, refused));
    }

    private static List<Way> ways(String path, Refused refused) {
        Matcher row = ROW.matcher(path);
        if (row.matches() && refused.code().equals("no-row")) {
            Way table = new Way("/tables/" + row.group(1), "the rows of " + decoded(row.group(1)), "rows:read");
            return List.of(table, OVERVIEW);
        }
        for (Way way : List.of(
                new Way("/plans", "plans and runs", "seeds:read"),
                new Way("/tables", "all tables", "rows:read"),
                new Way("/audit", "the audit", "audit:read"),
                new Way("/access/accounts", "all accounts", "accounts:read"),
                new Way("/access", "all roles", "roles:read"))) {
            if (path.startsWith(way.path() + "/") || way.path().equals("/plans") && path.startsWith("/runs/")) {
                return List.of(way, OVERVIEW);
            }
        }
        return List.of(OVERVIEW);
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
