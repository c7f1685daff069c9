package dev.seedbed.admin.console;

import dev.seedbed.admin.console.ReportView.Change;
import dev.seedbed.plan.TableCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a report by seeder and table, as far as a filter lets them through.
 *
 * @param written rows that are written
 * @param kept rows that stay as they are, each with the reason
 * @param listed rows of each action that the report lists, whatever the filter
 */
public record Changes(
        Filter filter, List<Group> written, List<Group> kept, Map<String, Long> listed, List<String> tables) {
    /** Of each table as many are shown, until somebody asks for that table. */
    static final int FOLDED = 50;

    /** In the order in which people are shown them. */
    static final List<String> ACTIONS = List.of("insert", "update", "rename", "retire", "blocked", "keep", "leave-out");

    /**
     * Which rows.
     *
     * @param actions none means all
     * @param table empty means all
     */
    public record Filter(Set<String> actions, String table) {
        /** @param parameters of a request; an action is wanted where it is one of them */
        static Filter of(Map<String, String[]> parameters) {
            Set<String> actions = new LinkedHashSet<>(ACTIONS);
            actions.retainAll(parameters.keySet());
            return new Filter(actions, parameters.getOrDefault("table", new String[] {""})[0]);
        }

        public boolean lets(Change change) {
            return (actions.isEmpty() || actions.contains(change.action()))
                    && (table.isEmpty() || table.equals(change.table()));
        }

        public boolean isAny() {
            return !actions.isEmpty() || !table.isEmpty();
        }

        /** The same without one for actions, as the end of an address; empty for no filter at all. */
        public String ofAllActions() {
            return table.isEmpty() ? "" : "?table=" + Words.segment(table);
        }

        /** The same for one table, as the end of an address. */
        public String of(String other) {
            StringBuilder query = new StringBuilder("?table=").append(Words.segment(other));
            actions.forEach(action -> query.append('&').append(action).append("=on"));
            return query.toString();
        }
    }

    /**
     * Rows of a seeder in a table.
     *
     * @param counts null where the report has none
     * @param rows that are shown
     * @param more rows that the report lists and the page does not
     */
    public record Group(
            String seeder, String table, @Nullable TableCounts counts, List<Change> rows, int more) {}

    static Changes of(ReportView report, Filter filter) {
        Map<String, Long> listed = new LinkedHashMap<>();
        ACTIONS.forEach(action -> listed.put(action, 0L));
        Set<String> tables = new LinkedHashSet<>();
        report.changes().forEach(change -> {
            listed.merge(change.action(), 1L, Long::sum);
            tables.add(change.table());
        });
        listed.values().removeIf(rows -> rows == 0);
        return new Changes(
                filter, groups(report, filter, true), groups(report, filter, false), listed, List.copyOf(tables));
    }

    /** Rows that the report lists, whatever the filter. */
    public long listedRows() {
        return listed.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows that stay as they are and are shown, or could be. */
    public long keptRows() {
        return kept.stream()
                .mapToLong(group -> group.rows().size() + group.more())
                .sum();
    }

    private static List<Group> groups(ReportView report, Filter filter, boolean written) {
        Map<List<String>, List<Change>> by = new LinkedHashMap<>();
        for (Change change : report.changes()) {
            if (change.writes() == written && filter.lets(change)) {
                by.computeIfAbsent(List.of(change.seeder(), change.table()), name -> new ArrayList<>())
                        .add(change);
            }
        }
        List<Group> groups = new ArrayList<>();
        by.forEach((name, rows) -> {
            int shown = filter.table().isEmpty() ? Math.min(FOLDED, rows.size()) : rows.size();
            groups.add(new Group(
                    name.get(0),
                    name.get(1),
                    counts(report, name.get(0), name.get(1)),
                    List.copyOf(rows.subList(0, shown)),
                    rows.size() - shown));
        });
        return groups;
    }

    private static @Nullable TableCounts counts(ReportView report, String seeder, String table) {
        for (TableCounts counts : report.tables()) {
            if (counts.seeder().equals(seeder) && counts.table().equals(table)) {
                return counts;
            }
        }
        return null;
    }
}
