package dev.seedbed.casbin;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of an adapter.
 *
 * @param columns the column of the type first, then those of the values
 * @param empty what stands in a column that a rule has no value for
 * @param empties the same by type and column, where it differs
 */
record RuleTable(String name, List<String> columns, Empty empty, Map<String, Map<String, Empty>> empties) {

    /** What adapters write where a rule has no value. To a database the two are different. */
    enum Empty {
        NULL,
        TEXT;

        SeedValue at(Location at) {
            return this == NULL ? new SeedValue.Null(at) : new SeedValue.Text("", false, at);
        }
    }

    RuleTable {
        columns = List.copyOf(columns);
        empties = Map.copyOf(empties);
    }

    /** How many values a rule can have. */
    int width() {
        return columns.size() - 1;
    }

    SeedTable seeds(List<Rule> rules, List<Rule> retired, Location at) {
        List<SeedRow> rows = new ArrayList<>(rules.size());
        for (Rule rule : rules) {
            rows.add(new SeedRow(columns, values(rule), SeedRow.Directives.NONE, rule.at()));
        }
        return new SeedTable(
                name,
                columns,
                Set.of(),
                Set.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                SeedTable.Missing.INSERT,
                null,
                SeedRows.of(rows),
                retired.stream().map(this::retired).toList(),
                at,
                at);
    }

    private SeedTable.Retired retired(Rule rule) {
        Map<String, SeedValue> row = new LinkedHashMap<>();
        List<SeedValue> values = values(rule);
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), values.get(i));
        }
        return new SeedTable.Retired(row, Map.of(), rule.at());
    }

    private List<SeedValue> values(Rule rule) {
        List<SeedValue> values = new ArrayList<>(columns.size());
        values.add(new SeedValue.Text(rule.type(), false, rule.at()));
        values.addAll(rule.values());
        Map<String, Empty> own = empties.getOrDefault(rule.type(), new HashMap<>());
        for (int i = values.size(); i < columns.size(); i++) {
            values.add(own.getOrDefault(columns.get(i), empty).at(rule.at()));
        }
        return values;
    }
}
