package dev.seedbed.ledger;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ways to spell one key. Where a column refers to another by what that holds, as {@code method} to {@code code}, seeds may
 * give the value, {@code method=card}, or name the row, {@code method.code=card}, and entries are as the seeds were.
 */
final class KeySpellings {
    /** Of a key with more such columns no other spelling is looked for. */
    private static final int MOST_COLUMNS = 4;

    private final Table table;
    private final Catalogue catalogue;

    /** @param catalogue with the tables to which the table refers */
    KeySpellings(Table table, Catalogue catalogue) {
        this.table = table;
        this.catalogue = catalogue;
    }

    /** All others. */
    List<Map<String, @Nullable String>> others(Map<String, @Nullable String> key) {
        List<Map<String, @Nullable String>> all = new ArrayList<>(List.of(Map.of()));
        int several = 0;
        for (Map.Entry<String, @Nullable String> part : key.entrySet()) {
            String other = other(part.getKey());
            if (other != null && ++several > MOST_COLUMNS) {
                return List.of();
            }
            List<Map<String, @Nullable String>> longer = new ArrayList<>();
            for (Map<String, @Nullable String> before : all) {
                longer.add(with(before, part.getKey(), part.getValue()));
                if (other != null) {
                    longer.add(with(before, other, part.getValue()));
                }
            }
            all = longer;
        }
        all.remove(0);
        return all;
    }

    private static Map<String, @Nullable String> with(
            Map<String, @Nullable String> before, String name, @Nullable String text) {
        Map<String, @Nullable String> after = new LinkedHashMap<>(before);
        after.put(name, text);
        return after;
    }

    /** With columns in the place of names, as far as that says the same. */
    Map<String, @Nullable String> plain(Map<String, @Nullable String> key) {
        Map<String, @Nullable String> plain = new LinkedHashMap<>();
        key.forEach((name, text) -> {
            String column = table.column(name) == null ? other(name) : null;
            plain.put(column == null ? name : column, text);
        });
        return plain;
    }

    /** The other way to say the same; null where there is none. */
    private @Nullable String other(String name) {
        Column column = table.column(name);
        if (column != null) {
            String referred = referred(column);
            return referred == null ? null : name + "." + referred;
        }
        int dot = name.indexOf('.');
        Column before = dot < 0 ? null : table.column(name.substring(0, dot));
        return before != null && name.substring(dot + 1).equals(referred(before)) ? before.label() : null;
    }

    /** The column to which a column refers; null for none. */
    private @Nullable String referred(Column column) {
        ForeignKey foreignKey = table.foreignKey(column);
        if (foreignKey == null) {
            return null;
        }
        Table target = catalogue.table(foreignKey.target());
        int place = foreignKey.columns().indexOf(column.name());
        Column referred =
                target == null ? null : target.column(foreignKey.targetColumns().get(place));
        return referred == null ? null : referred.label();
    }
}
