package dev.seedbed.rows;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.plan.Judgements;
import dev.seedbed.plan.LiveRows;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the row that somebody names by its key. */
final class Locating {
    private final TableView view;
    private final Dialect dialect;

    private Locating(TableView view, Dialect dialect) {
        this.view = view;
        this.dialect = dialect;
    }

    static Locating in(TableView view, Dialect dialect) {
        return new Locating(view, dialect);
    }

    /**
     * A row that the database has, or one that is declared and not there.
     *
     * @throws RowException for one that is neither, or a key that several rows have
     */
    TableView.Found any(Map<String, @Nullable String> key) throws SQLException {
        TableView.Found there = there(key);
        if (there != null) {
            return there;
        }
        Judgements.Row declared = declared(key);
        if (declared == null) {
            throw none(key);
        }
        return new TableView.Found(null, declared);
    }

    RowException none(Map<String, @Nullable String> key) {
        return new RowException(
                RowException.Why.NO_ROW,
                "Table \"" + view.name() + "\" has no row " + text(ordered(key)) + ", and no seed declares one.",
                view.where(),
                "correct its key");
    }

    /** The declared row of that key; null for none. */
    Judgements.@Nullable Row declared(Map<String, @Nullable String> key) {
        int ordinal = view.judgements().ordinalOf(key);
        if (ordinal < 0) {
            return null;
        }
        BitSet one = new BitSet();
        one.set(ordinal);
        return view.judgements().of(one).get(ordinal);
    }

    /** The row of that key in the database; null for none. */
    TableView.@Nullable Found there(Map<String, @Nullable String> key) throws SQLException {
        Map<String, @Nullable String> named = named(key);
        List<LiveRows.Live> rows;
        try {
            rows = view.live().withKey(named);
        } catch (SQLException e) {
            if (dialect.failure(e) == Dialect.Failure.VALUE) {
                // What fits no column is no row's.
                throw none(key);
            }
            throw e;
        }
        List<LiveRows.Live> alive =
                rows.stream().filter(row -> !row.isDeleted()).toList();
        List<LiveRows.Live> meant = rows.size() > 1 && !alive.isEmpty() ? alive : rows;
        if (meant.size() > 1) {
            throw new RowException(
                    RowException.Why.AMBIGUOUS,
                    "Table \"" + view.name() + "\" has " + meant.size() + " rows " + text(ordered(key)) + ".",
                    view.where(),
                    "delete all but one of them by hand, and give the table a unique constraint");
        }
        return meant.isEmpty() ? null : view.found(meant).get(0);
    }

    /** In the order of the table's key, however it was given. */
    private Map<String, @Nullable String> ordered(Map<String, @Nullable String> key) {
        List<String> names = view.live().keyNames();
        Map<String, @Nullable String> ordered = new LinkedHashMap<>();
        key.keySet().stream()
                .sorted(Comparator.comparingInt(names::indexOf))
                .forEach(name -> ordered.put(name, key.get(name)));
        return ordered;
    }

    private Map<String, @Nullable String> named(Map<String, @Nullable String> key) {
        List<String> names = view.live().keyNames();
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        key.forEach((name, text) -> {
            String known = names.stream()
                    .filter(each -> each.equals(name))
                    .findFirst()
                    .orElseGet(() -> names.stream()
                            .filter(each -> each.equalsIgnoreCase(name))
                            .findFirst()
                            .orElse(null));
            if (known == null) {
                String nearest = Catalogue.nearest(name, names);
                throw new RowException(
                        RowException.Why.INVALID,
                        "\"" + name + "\" is no part of the key of table \"" + view.name() + "\".",
                        view.where(),
                        nearest == null
                                ? "the key has " + String.join(", ", names)
                                : "did you mean \"" + nearest + "\"?");
            }
            named.put(known, text);
        });
        for (Column column : view.bound().keyColumns()) {
            boolean isGiven = named.keySet().stream()
                    .anyMatch(name -> name.equals(column.label()) || name.startsWith(column.label() + "."));
            if (!isGiven && !column.nullable()) {
                throw new RowException(
                        RowException.Why.INVALID,
                        "The key lacks column \"" + column.label() + "\".",
                        view.where(),
                        "name it; the key has " + String.join(", ", names));
            }
            if (!isGiven) {
                named.put(column.label(), null);
            }
        }
        return named;
    }

    /** By which a row that was found is found again: the primary key, else the key of the seeds. */
    Map<Column, @Nullable String> again(LiveRows.Live row) {
        Map<Column, @Nullable String> values = new LinkedHashMap<>();
        for (UniqueKey key : view.table().uniqueKeys()) {
            List<Column> columns = key.columns().stream()
                    .map(name -> view.table().column(name))
                    .filter(column -> column != null)
                    .toList();
            boolean tells = key.primary()
                    && !columns.isEmpty()
                    && columns.stream().allMatch(column -> row.texts().get(column.label()) != null);
            if (tells) {
                columns.forEach(column -> values.put(column, row.texts().get(column.label())));
                return values;
            }
        }
        view.bound()
                .keyColumns()
                .forEach(column -> values.put(column, row.texts().get(column.label())));
        return values;
    }

    /** Such as {@code code=starter}. */
    static String text(Map<String, @Nullable String> key) {
        return key.entrySet().stream()
                .map(each -> each.getKey() + "=" + (each.getValue() == null ? "NULL" : each.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String names(Set<String> columns) {
        return columns.size() == 1
                ? "column \"" + columns.iterator().next() + "\""
                : "columns "
                        + new TreeSet<>(columns)
                                .stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }
}
