package dev.seedbed.casbin;

import dev.seedbed.casbin.RuleTable.Empty;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.Excerpt;
import dev.seedbed.source.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a file says of the table: {@code adapter}, {@code table}, {@code columns} and {@code empty}. */
final class RuleTableReader {
    private static final List<String> COLUMNS = List.of("ptype", "v0", "v1", "v2", "v3", "v4", "v5");
    private static final String EMPTY_MEND =
            "write null or \"\", or which of them by type and column, such as {g: {v2: \"\"}}";
    private static final int MOST_COLUMNS = 32;

    private static final RuleTable DEFAULT = new RuleTable("casbin_rule", COLUMNS, Empty.NULL, Map.of());

    /** Adapters whose ways are known. */
    static final Map<String, RuleTable> ADAPTERS = adapters();

    private final Map<String, SeedValue> keys;
    private final Findings findings;

    RuleTableReader(Map<String, SeedValue> keys, Findings findings) {
        this.keys = keys;
        this.findings = findings;
    }

    private static Map<String, RuleTable> adapters() {
        Map<String, RuleTable> adapters = new LinkedHashMap<>();
        RuleTable neverNull = new RuleTable("casbin_rule", COLUMNS, Empty.TEXT, Map.of());
        adapters.put("sqlalchemy", DEFAULT);
        adapters.put("jdbc", DEFAULT);
        adapters.put("gorm", neverNull);
        adapters.put("diesel", neverNull);
        return adapters;
    }

    RuleTable read() {
        RuleTable adapter = adapter();
        SeedValue table = keys.get("table");
        String name = table == null ? null : findings.name(table, "\"table\"", "name the table of the rules");
        List<String> columns = columns(adapter.columns());
        Empty empty = adapter.empty();
        Map<String, Map<String, Empty>> empties = new LinkedHashMap<>();
        SeedValue declared = keys.get("empty");
        if (declared instanceof SeedValue.Fields types) {
            types.fields().forEach((type, value) -> empties.put(type, ofType(type, value, columns)));
        } else if (declared != null) {
            Empty all = empty(declared, "\"empty\"");
            empty = all == null ? empty : all;
        }
        return new RuleTable(name == null ? adapter.name() : name, columns, empty, empties);
    }

    private RuleTable adapter() {
        SeedValue value = keys.get("adapter");
        String name = value instanceof SeedValue.Text text ? text.text() : "sqlalchemy";
        RuleTable adapter = ADAPTERS.get(name);
        if (value != null && (adapter == null || !(value instanceof SeedValue.Text))) {
            findings.add(
                    "\"adapter\" is " + Findings.kind(value) + ".",
                    value.at(),
                    "write one of " + String.join(", ", ADAPTERS.keySet())
                            + ", or say with \"table\", \"columns\" and \"empty\" what the adapter does");
        }
        return adapter == null ? DEFAULT : adapter;
    }

    private List<String> columns(List<String> otherwise) {
        SeedValue value = keys.get("columns");
        if (value == null) {
            return otherwise;
        }
        String mend = "list the column of the type and then those of the values: " + String.join(", ", COLUMNS);
        if (!(value instanceof SeedValue.Items list)
                || list.items().size() < 2
                || list.items().size() > MOST_COLUMNS) {
            findings.add("\"columns\" does not list 2 to " + MOST_COLUMNS + " columns.", value.at(), mend);
            return otherwise;
        }
        List<String> columns = new ArrayList<>();
        for (SeedValue item : list.items()) {
            String column = findings.name(item, "A column in \"columns\"", mend);
            if (column != null && columns.contains(column)) {
                findings.add("\"columns\" names " + Excerpt.of(column) + " twice.", item.at(), mend);
            } else if (column != null) {
                columns.add(column);
            }
        }
        return columns.size() == list.items().size() ? columns : otherwise;
    }

    private Map<String, Empty> ofType(String type, SeedValue value, List<String> columns) {
        Map<String, Empty> empties = new LinkedHashMap<>();
        List<String> values = columns.subList(1, columns.size());
        if (!LineReader.isType(type)) {
            findings.add(Excerpt.of(type) + " in \"empty\" is not a type of rules.", value.at(), LineReader.TYPE_MEND);
        }
        if (!(value instanceof SeedValue.Fields fields)) {
            Empty all = empty(value, "\"empty\" of " + Excerpt.of(type));
            if (all != null) {
                values.forEach(column -> empties.put(column, all));
            }
            return empties;
        }
        fields.fields().forEach((column, each) -> {
            Empty one = empty(each, "\"empty\" of " + Excerpt.of(column));
            if (!values.contains(column)) {
                findings.add(
                        Excerpt.of(column) + " in \"empty\" is not a column of values.",
                        each.at(),
                        new Known(values).mend(column, "columns"));
            } else if (one != null) {
                empties.put(column, one);
            }
        });
        return empties;
    }

    private @Nullable Empty empty(SeedValue value, String what) {
        if (value instanceof SeedValue.Null) {
            return Empty.NULL;
        }
        if (value instanceof SeedValue.Text text && text.text().isEmpty()) {
            return Empty.TEXT;
        }
        findings.add(what + " is " + Findings.kind(value) + ", but null or \"\" is expected.", value.at(), EMPTY_MEND);
        return null;
    }
}
