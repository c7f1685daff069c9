package dev.seedbed.ledger;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row that somebody named by its table and key, under the names that entries use.
 *
 * @param live its table; null where the database has none of that name any more
 * @param history what the ledger knows of it, which may be nothing
 * @param formers what it knows of it under keys from before a row to which its key refers was renamed
 */
record NamedRow(
        String table,
        Map<String, @Nullable String> key,
        @Nullable Table live,
        RowHistory history,
        List<RowHistory> formers) {

    /** @throws SeedException for a row that neither the ledger nor the database knows */
    static NamedRow find(
            Connection connection,
            Dialect dialect,
            TableName ledger,
            @Nullable String schema,
            String table,
            Map<String, @Nullable String> key)
            throws SQLException {
        List<String> recorded = HistoryReader.tables(connection, dialect, ledger);
        Set<String> names = new LinkedHashSet<>(recorded);
        names.add(table);
        Catalogue catalogue = dialect.describe(connection, List.copyOf(names), schema);
        Table live = catalogue.table(table);
        String name = name(table, live, recorded, catalogue);
        if (name == null) {
            Set<String> known = new LinkedHashSet<>(recorded);
            known.addAll(dialect.tableNames(connection, schema));
            String nearest = Catalogue.nearest(table, known);
            throw SeedException.usage(
                    "Neither the ledger nor the database knows table \"" + table + "\".",
                    "table " + table,
                    nearest == null ? "correct its name, or --schema" : "did you mean \"" + nearest + "\"?");
        }
        Map<String, @Nullable String> labelled = labelled(key, live);
        List<FormerNames.Name> keys = live == null
                ? List.of(FormerNames.Name.always(labelled))
                : new FormerNames(connection, dialect, ledger, catalogue, recorded).of(live, labelled);
        RowHistory history = new HistoryReader(dialect, ledger, name, keys.get(0)).read(connection);
        List<RowHistory> formers = new ArrayList<>();
        for (FormerNames.Name former : keys.subList(1, keys.size())) {
            RowHistory known = new HistoryReader(dialect, ledger, name, former).read(connection);
            if (!known.events().isEmpty()) {
                formers.add(known);
            }
        }
        if (history.events().isEmpty() && !formers.isEmpty()) {
            history = formers.remove(0);
            labelled = history.key();
        } else if (history.events().isEmpty()) {
            if (live == null) {
                throw unknown(name, labelled, null);
            }
            KeySpellings spellings = new KeySpellings(live, catalogue);
            for (Map<String, @Nullable String> other : spellings.others(labelled)) {
                history = new HistoryReader(dialect, ledger, name, FormerNames.Name.always(other)).read(connection);
                if (!history.events().isEmpty()) {
                    return new NamedRow(name, other, live, history, formers);
                }
            }
            labelled = new LiveKey(connection, dialect, live).find(name, spellings.plain(labelled));
            // The database may spell the key otherwise than the one who named it.
            history = new HistoryReader(dialect, ledger, name, FormerNames.Name.always(labelled)).read(connection);
        }
        return new NamedRow(name, labelled, live, history, formers);
    }

    static SeedException unknown(String table, Map<String, @Nullable String> key, @Nullable String mend) {
        return SeedException.usage(
                "Neither the ledger nor the database knows row " + text(key) + " of table \"" + table + "\".",
                "table " + table,
                mend == null ? "correct its key" : mend);
    }

    /** The name by which entries call the table, or will. */
    private static @Nullable String name(
            String written, @Nullable Table live, List<String> recorded, Catalogue catalogue) {
        if (recorded.contains(written)) {
            return written;
        }
        if (live == null) {
            return null;
        }
        for (String name : recorded) {
            Table other = catalogue.table(name);
            if (other != null && other.name().equals(live.name())) {
                return name;
            }
        }
        return live.name().label();
    }

    private static Map<String, @Nullable String> labelled(Map<String, @Nullable String> key, @Nullable Table live) {
        Map<String, @Nullable String> labelled = new LinkedHashMap<>();
        key.forEach((name, text) -> {
            Column column = live == null ? null : live.column(name);
            labelled.put(column == null ? name : column.label(), text);
        });
        return labelled;
    }

    /**
     * A column under the name that entries use.
     *
     * @throws SeedException where neither the ledger nor the database knows it
     */
    String column(String written) {
        if (history.values().containsKey(written) || history.pins().containsKey(written)) {
            return written;
        }
        Column column = live == null ? null : live.column(written);
        if (column != null) {
            return column.label();
        }
        Set<String> known = new LinkedHashSet<>(history.values().keySet());
        if (live != null) {
            live.columns().forEach(each -> known.add(each.label()));
        }
        String nearest = Catalogue.nearest(written, known);
        throw SeedException.usage(
                "Table \"" + table + "\" has no column \"" + written + "\".",
                "table " + table,
                nearest == null ? "its columns are " + String.join(", ", known) : "did you mean \"" + nearest + "\"?");
    }

    /** What pins it, under whichever of its keys: by that key, the columns, with the empty name for the whole row. */
    Map<Map<String, @Nullable String>, Set<String>> pins() {
        Map<Map<String, @Nullable String>, Set<String>> pins = new LinkedHashMap<>();
        pins.put(key, history.pins().keySet());
        formers.forEach(former -> pins.put(former.key(), former.pins().keySet()));
        pins.values().removeIf(Set::isEmpty);
        return pins;
    }

    /** Such as {@code code=starter}. */
    static String text(Map<String, @Nullable String> key) {
        return key.entrySet().stream()
                .map(each -> each.getKey() + "=" + (each.getValue() == null ? "NULL" : each.getValue()))
                .collect(Collectors.joining(", "));
    }
}
