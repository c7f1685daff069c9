package dev.seedbed.cli;

import dev.seedbed.seed.SeedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys as {@code --key TABLE=COLUMN,COLUMN} names them; what stands behind a comma belongs to the table before it. */
final class KeyOptions {
    private List<String> values = List.of();

    /** Picocli hands over all values so far each time, each comma made an end of one. */
    void take(List<String> all) {
        values = List.copyOf(all);
    }

    /** @throws SeedException where no table stands before a column */
    Map<String, List<String>> byTable() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        List<String> columns = null;
        for (String value : values) {
            int equals = value.indexOf('=');
            if (equals > 0) {
                columns = keys.computeIfAbsent(value.substring(0, equals), table -> new ArrayList<>());
            }
            if (columns == null || equals == 0 || value.length() == equals + 1) {
                throw SeedException.usage(
                        "\"" + value + "\" does not say which table and columns are meant.",
                        "--key",
                        "write the table, an equals sign and the columns: --key casbin_rule=ptype,v0,v1");
            }
            columns.add(value.substring(equals + 1));
        }
        return keys;
    }
}
