package dev.seedbed.admin.console;

import dev.seedbed.admin.rows.Rows;
import dev.seedbed.rows.Page;
import dev.seedbed.rows.SeededColumn;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The names of the rows to which columns may refer, where these are so few that a list has room for them; for one form. */
final class Picks {
    private static final int MOST = 40;

    private final Rows rows;
    private final List<SeededTable> tables;
    private final Map<String, List<String>> known = new HashMap<>();

    Picks(Rows rows, List<SeededTable> tables) {
        this.rows = rows;
        this.tables = tables;
    }

    /** In the order of their keys; empty for a column that refers to none, to many, or by a key of several values. */
    List<String> of(SeededColumn column) {
        String table = column.refersTo();
        if (table == null || !column.refersToRows() || column.isSensitive()) {
            return List.of();
        }
        return known.computeIfAbsent(table, this::read);
    }

    private List<String> read(String name) {
        SeededTable target = tables.stream()
                .filter(table -> table.name().equalsIgnoreCase(name) && table.closed() == null)
                .findFirst()
                .orElse(null);
        if (target == null
                || RowWords.keyNames(target).size() != 1
                || target.added() == null
                || target.declared() + target.added() > MOST) {
            return List.of();
        }
        Page page = rows.page(target.name(), null, MOST, null, null, null, Map.of());
        List<@Nullable String> names = page.rows().stream()
                .filter(TableRow::isThere)
                .map(row -> row.key().values().iterator().next())
                .toList();
        boolean areAllNamed = names.stream().allMatch(each -> each != null && !each.isEmpty());
        return page.next() == null && areAllNamed
                ? names.stream().map(Objects::requireNonNull).toList()
                : List.of();
    }
}
