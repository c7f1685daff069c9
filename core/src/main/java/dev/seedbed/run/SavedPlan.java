package dev.seedbed.run;

import dev.seedbed.database.JsonText;
import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.Step;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A plan that was saved to be looked at and applied later: what it would write, with the values that it was planned on,
 * and all that it depends on. As text it is a JSON object, with one line for each change.
 */
public final class SavedPlan {
    private static final int FORMAT = 1;

    /** Of a table with more inserts than these only their number and a digest are kept. */
    private static final long MOST_LISTED = 10_000;

    /** Most rows that are named where a plan has become stale. */
    private static final int MOST_NAMED = 20;

    private static final Set<String> NOT_COMPARED = Set.of("reason", "source");

    private final Mode mode;

    private final PlanConditions conditions;

    /** What would be written, as JSON objects. */
    private final List<String> changes;

    /** What would not be written, and why; for people. */
    private final List<String> others;

    private SavedPlan(Mode mode, PlanConditions conditions, List<String> changes, List<String> others) {
        this.mode = mode;
        this.conditions = conditions;
        this.changes = List.copyOf(changes);
        this.others = List.copyOf(others);
    }

    public Mode mode() {
        return mode;
    }

    /**
     * True where secrets take part in the plan and no key of the ledger seals them, so that whoever has the file can try
     * guesses, each at the cost of a slow hash.
     */
    public boolean holdsGuessableSecrets() {
        return conditions.isGuessable();
    }

    static SavedPlan of(RunRequest request, Plan plan, DatabaseIdentity database) {
        Changes changes = new Changes(plan);
        plan.changes(changes::take);
        if (plan.mode() == Mode.RESET) {
            changes.takeOut(plan.counts());
        }
        for (Step step : plan.steps()) {
            if (step instanceof Step.Sql sql && !sql.done()) {
                changes.written.add("{\"seeder\": " + JsonText.quote(sql.unit().name()) + ", \"sql\": "
                        + JsonText.quote(sql.sql().file()) + "}");
            }
        }
        return new SavedPlan(plan.mode(), PlanConditions.of(request, plan, database), changes.all(), changes.others);
    }

    /** Sorts the changes of a plan, and counts inserts where they are too many to be listed. */
    private static final class Changes {
        private final Set<String> counted = new TreeSet<>();
        private final Map<String, MessageDigest> digests = new TreeMap<>();
        private final Map<String, Long> counts = new TreeMap<>();
        private final List<String> written = new ArrayList<>();
        private final List<String> others = new ArrayList<>();

        Changes(Plan plan) {
            for (TableCounts table : plan.counts()) {
                if (table.inserted() > MOST_LISTED) {
                    counted.add(name(table.seeder(), table.table()));
                }
            }
        }

        private static String name(String seeder, String table) {
            return "\"seeder\": " + JsonText.quote(seeder) + ", \"table\": " + JsonText.quote(table);
        }

        void take(RowChange change) {
            String line = ReportJson.line(change);
            String name = name(change.seeder(), change.table());
            if (!change.action().writes()) {
                if (others.size() < MOST_LISTED) {
                    others.add(line);
                }
            } else if (change.action() == Action.INSERT && counted.contains(name)) {
                digests.computeIfAbsent(name, n -> SeedsDigest.sha256())
                        .update(compared(line).getBytes(StandardCharsets.UTF_8));
                counts.merge(name, 1L, Long::sum);
            } else {
                written.add(line);
            }
        }

        /** Rows that a reset takes out are counted: nothing is known of them but that they are there. */
        void takeOut(List<TableCounts> counts) {
            for (TableCounts table : counts) {
                if (table.retired() > 0) {
                    written.add("{" + name(table.seeder(), table.table()) + ", \"takesOut\": " + table.retired() + "}");
                }
            }
        }

        List<String> all() {
            List<String> all = new ArrayList<>(written);
            digests.forEach((name, digest) -> all.add("{" + name + ", \"inserts\": " + counts.get(name)
                    + ", \"digest\": " + JsonText.quote(SeedsDigest.text(digest.digest())) + "}"));
            return all;
        }
    }

    /** The text of the file. */
    public String json() {
        StringBuilder json = new StringBuilder("{\n \"seedbedPlan\": " + FORMAT);
        conditions
                .json()
                .forEach((name, value) -> json.append(",\n ")
                        .append(JsonText.quote(name))
                        .append(": ")
                        .append(value));
        lines(json.append(",\n \"changes\": "), changes);
        lines(json.append(",\n \"notWritten\": "), others);
        return json.append("\n}\n").toString();
    }

    private static void lines(StringBuilder json, List<String> lines) {
        json.append('[');
        for (int i = 0; i < lines.size(); i++) {
            json.append(i == 0 ? "\n  " : ",\n  ").append(lines.get(i));
        }
        json.append(']');
    }

    /**
     * Reads the text of a file.
     *
     * @param place where it was read, for errors
     * @throws SeedException for what is no saved plan, or one of a later format
     */
    public static SavedPlan of(String text, String place) {
        Map<String, String> members = JsonText.members(text.startsWith("\uFEFF") ? text.substring(1) : text);
        String format = members == null ? null : members.get("seedbedPlan");
        if (members == null || format == null) {
            throw wrong("The file is no saved plan.", place, "name the file of a plan that was saved");
        }
        if (!format.equals(String.valueOf(FORMAT))) {
            throw wrong(
                    "The plan was saved in format " + format + ", and this release knows format " + FORMAT + ".",
                    place,
                    "plan again, and apply with the release that planned");
        }
        List<String> missing = new ArrayList<>();
        PlanConditions conditions = PlanConditions.read(members, missing);
        if (!missing.isEmpty()) {
            throw wrong("The saved plan does not say its \"" + missing.get(0) + "\".", place, "plan again");
        }
        String label = conditions.mode();
        Mode mode = null;
        for (Mode each : Mode.values()) {
            mode = each.label().equals(label) ? each : mode;
        }
        List<String> changes = JsonText.items(members.getOrDefault("changes", ""));
        if (mode == null || changes == null) {
            throw wrong("The saved plan cannot be read.", place, "plan again");
        }
        return new SavedPlan(mode, conditions, changes, List.of());
    }

    private static SeedException wrong(String message, String place, String mend) {
        return new SeedException(SeedException.Kind.USAGE, List.of(new Problem(message, place, mend)), null);
    }

    /** What of another plan is not as in this one; empty where both would write the same under the same conditions. */
    List<Problem> differences(SavedPlan now) {
        List<Problem> differences = conditions.differences(now.conditions);
        Map<String, String> before = compared(changes);
        Map<String, String> after = compared(now.changes);
        rows("is not to be done any more as it was planned", before, after.keySet(), differences);
        rows("is to be done now, and was not planned so", after, before.keySet(), differences);
        return differences;
    }

    private static void rows(String what, Map<String, String> some, Set<String> others, List<Problem> into) {
        int named = 0;
        long more = 0;
        for (Map.Entry<String, String> change : some.entrySet()) {
            if (others.contains(change.getKey())) {
                continue;
            }
            String each = change.getValue();
            if (named++ < MOST_NAMED) {
                into.add(
                        new Problem(subject(each) + " " + what + ".", detail(each), "look at the row, and plan again"));
            } else {
                more++;
            }
        }
        if (more > 0) {
            into.add(
                    new Problem("There are " + more + " more changes of which each " + what + ".", null, "plan again"));
        }
    }

    /** Such as {@code The update of row code=a of table "tier"}. */
    private static String subject(String change) {
        Map<String, String> members = members(change);
        String table = JsonText.unquote(members.getOrDefault("table", ""));
        if (table == null) {
            return "SQL of a seeder";
        }
        String out = members.get("takesOut");
        if (out != null) {
            return "To take " + (out.equals("1") ? "1 row" : out + " rows") + " out of table \"" + table + "\"";
        }
        String action = JsonText.unquote(members.getOrDefault("action", ""));
        if (action == null) {
            return "Some insert into table \"" + table + "\"";
        }
        return "The " + action + " of row " + texts(members.getOrDefault("key", ""), "=", "") + " of table \"" + table
                + "\"";
    }

    /**
     * What the columns were to become, such as {@code price 9.00 → 12.00}; of a new row its values, {@code price 12.00}. Of
     * what has no columns, whose it is: {@code seeder tiers, seeds/tiers.yaml:13}.
     */
    private static String detail(String change) {
        Map<String, String> members = members(change);
        String columns = texts(members.getOrDefault("columns", ""), " ", " → ");
        if (!columns.isEmpty()) {
            return columns;
        }
        List<String> parts = new ArrayList<>();
        String inserts = members.get("inserts");
        if (inserts != null) {
            parts.add(inserts + " rows");
        }
        parts.add("seeder " + JsonText.unquote(members.getOrDefault("seeder", "\"\"")));
        for (String name : List.of("sql", "source")) {
            String text = JsonText.unquote(members.getOrDefault(name, ""));
            if (text != null) {
                parts.add(text);
            }
        }
        return String.join(", ", parts);
    }

    private static Map<String, String> members(String json) {
        Map<String, String> members = JsonText.members(json);
        return members == null ? Map.of() : members;
    }

    private static String texts(String object, String between, String arrow) {
        List<String> texts = new ArrayList<>();
        members(object).forEach((name, value) -> {
            Map<String, String> change = members(value);
            String from = change.get("from");
            String to = change.get("to");
            texts.add(name
                    + between
                    + (from == null
                            ? shown(to == null ? value : to)
                            : shown(from) + arrow + (to == null ? "NULL" : shown(to))));
        });
        return String.join(", ", texts);
    }

    private static String shown(String value) {
        String text = JsonText.unquote(value);
        return text == null ? "NULL" : text;
    }

    /** By what is compared of them. */
    private static Map<String, String> compared(List<String> changes) {
        Map<String, String> compared = new LinkedHashMap<>();
        changes.forEach(change -> compared.put(compared(change), change));
        return compared;
    }

    /** A change without the words, and the place of its declaration. */
    private static String compared(String change) {
        Map<String, String> members = JsonText.members(change);
        if (members == null) {
            return change;
        }
        List<String> kept = new ArrayList<>();
        members.forEach((name, value) -> {
            if (!NOT_COMPARED.contains(name)) {
                kept.add(JsonText.quote(name) + ":" + value);
            }
        });
        return "{" + String.join(",", kept) + "}";
    }
}
