package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names by which references may call rows are those of rows that are there. */
final class LiveNames {
    private LiveNames() {}

    /** A name that is no value of its column's type is nobody's. */
    static Set<List<@Nullable String>> of(Planning planning, RefShape shape, Collection<List<@Nullable String>> names)
            throws SQLException {
        Map<String, List<List<@Nullable String>>> byNulls = new LinkedHashMap<>();
        for (List<@Nullable String> name : names) {
            StringBuilder pattern = new StringBuilder();
            name.forEach(leaf -> pattern.append(leaf == null ? 'n' : '.'));
            byNulls.computeIfAbsent(pattern.toString(), p -> new ArrayList<>()).add(name);
        }
        Set<List<@Nullable String>> live = new HashSet<>();
        int limit = planning.dialect().rowSetLimit();
        for (Map.Entry<String, List<List<@Nullable String>>> alike : byNulls.entrySet()) {
            for (int from = 0; from < alike.getValue().size(); from += limit) {
                List<List<@Nullable String>> some =
                        alike.getValue().subList(from, Math.min(alike.getValue().size(), from + limit));
                ask(planning, shape, alike.getKey(), new ArrayList<>(some), live);
            }
        }
        return live;
    }

    private static void ask(
            Planning planning,
            RefShape shape,
            String pattern,
            List<List<@Nullable String>> names,
            Set<List<@Nullable String>> live)
            throws SQLException {
        Dialect dialect = planning.dialect();
        StringBuilder from = new StringBuilder(dialect.quote(shape.target().name())).append(" r0");
        List<String> conditions = new ArrayList<>();
        ReferenceCheck.conditions(dialect, shape, "r0", from, conditions, pattern, new int[] {1, 0});
        String sql = "select distinct d.ord from " + from + " join " + dialect.rowSet(pattern.length()) + " on "
                + String.join(" and ", conditions);
        while (!names.isEmpty()) {
            List<@Nullable String[]> staged = new ArrayList<>();
            names.forEach(name -> staged.add(name.toArray(new String[0])));
            Set<List<@Nullable String>> unfit = new HashSet<>();
            StagedValues.ask(
                    planning.connection(),
                    dialect,
                    sql,
                    pattern.length(),
                    staged,
                    answer -> live.add(names.get(answer.getInt(1) - 1)),
                    failing -> unfit.add(names.get(failing.row())));
            if (unfit.isEmpty()) {
                return;
            }
            names.removeAll(unfit);
        }
    }
}
