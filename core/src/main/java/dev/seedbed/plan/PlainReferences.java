package dev.seedbed.plan;

import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Foreign keys whose values the rows of a table give as they are, and not as references, as far as they lead to rows that
 * have, or had, other keys than they declare. Such a value means a row just as a reference does: where the row takes a new
 * key, the value follows it.
 */
final class PlainReferences {
    /** Values that follow what they mean by way of further tables. */
    private static final int DEEPEST = 4;

    private final BoundTable table;
    private final List<PlainLink> links = new ArrayList<>();

    private PlainReferences(BoundTable table) {
        this.table = table;
    }

    /** Those to rows that are there under another key than they declare. */
    static PlainReferences toElsewhere(Planning planning, BoundTable table) {
        PlainReferences references = new PlainReferences(table);
        references.addLinks(planning, link -> {
            for (ElsewhereRows.Row row : link.target().elsewhere().all()) {
                link.add(row.declared(), row.under(), List.of());
            }
        });
        return references;
    }

    /**
     * Those to rows that had other keys, as the seeds tell it, whether they are there or not.
     *
     * @param above tables from which this one is asked for, so that no circle is followed
     */
    static PlainReferences toRenamed(Planning planning, BoundTable table, Set<BoundTable> above) {
        PlainReferences references = new PlainReferences(table);
        Set<BoundTable> passed = new LinkedHashSet<>(above);
        passed.add(table);
        references.addLinks(planning, link -> {
            BoundTable target = link.target().table();
            if (target.streamed() || passed.contains(target)) {
                return;
            }
            RememberedKeys keys = new RememberedKeys(planning, target, passed);
            if (!keys.mayDiffer()) {
                return;
            }
            try (BoundTable.Cursor rows = link.target().open()) {
                for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                    link.add(row, link.target().located(row), keys.named(row).values());
                }
            }
        });
        return references;
    }

    private void addLinks(Planning planning, Consumer<PlainLink> naming) {
        Map<String, Integer> own = new HashMap<>();
        for (int i = 0; i < table.layout().columns().size(); i++) {
            own.put(table.layout().columns().get(i).name(), i);
        }
        addLinks(planning, table.table(), own, naming, 0);
    }

    /**
     * Adds the foreign keys of a table that this one refers to, or of this one itself: a value follows what it means also
     * by way of further tables.
     *
     * @param given by columns of that table, the index of the column of this one that holds their values
     */
    private void addLinks(
            Planning planning, Table from, Map<String, Integer> given, Consumer<PlainLink> naming, int depth) {
        for (ForeignKey key : depth > DEEPEST ? List.<ForeignKey>of() : from.foreignKeys()) {
            Table target = planning.tables().catalogue().table(key.target());
            if (target == null || !given.keySet().containsAll(key.columns())) {
                continue;
            }
            int[] columns = new int[key.columns().size()];
            boolean plain = false;
            Map<String, Integer> further = new HashMap<>();
            for (int i = 0; i < columns.length; i++) {
                columns[i] = Objects.requireNonNull(given.get(key.columns().get(i)));
                plain |= table.forms(columns[i]).contains(null);
                further.put(key.targetColumns().get(i), columns[i]);
            }
            if (plain) {
                addLink(planning, target, columns, key.targetColumns(), naming);
                if (!target.name().equals(from.name())) {
                    addLinks(planning, target, further, naming, depth + 1);
                }
            }
        }
    }

    private void addLink(
            Planning planning, Table referred, int[] columns, List<String> targetColumns, Consumer<PlainLink> naming) {
        BoundTable bound = planning.tables().bound(referred);
        PlannedTable target = bound == null ? null : planning.planned().get(bound);
        if (target == null) {
            return;
        }
        PlainLink link = new PlainLink(
                target,
                columns,
                targetColumns.stream()
                        .map(name -> Objects.requireNonNull(referred.column(name)))
                        .toList());
        naming.accept(link);
        if (link.leadsToRenamed()) {
            links.add(link);
        }
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    /** True where keys of rows may say such values. */
    boolean areInKeys() {
        for (PlainLink link : links) {
            for (int column : link.columns()) {
                if (table.isKey(column) && table.forms(column).contains(null)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A declared value as it stands in the database for now; null where that is the same. */
    Cell.@Nullable Text asCalledNow(BoundRow declared, int index) {
        return replaced(declared, index, true);
    }

    private Cell.@Nullable Text replaced(BoundRow row, int index, boolean toPresent) {
        if (!(row.cells()[index] instanceof Cell.Text)) {
            return null;
        }
        for (PlainLink link : links) {
            int position = link.position(index);
            PlainLink.Named named = position < 0 ? null : toPresent ? link.meant(row) : link.meantNow(row);
            if (named != null && (toPresent || link.getsItsName(named))) {
                ReferredValue from = (toPresent ? named.declared() : named.present()).get(position);
                ReferredValue to = (toPresent ? named.present() : named.declared()).get(position);
                if (to.text() != null && !to.token().equals(from.token())) {
                    return new Cell.Text(to.text());
                }
            }
        }
        return null;
    }

    /** The row with a key whose values stand as they do in the database for now. */
    BoundRow underFormerNames(BoundRow declared) {
        return withKey(declared, true);
    }

    /** The row, by the key under which it is there, with that which it has once this run has renamed rows. */
    BoundRow afterRenames(BoundRow located) {
        return withKey(located, false);
    }

    private BoundRow withKey(BoundRow row, boolean toPresent) {
        if (links.isEmpty()) {
            return row;
        }
        @Nullable Cell[] cells = row.cells().clone();
        for (int index : table.layout().key()) {
            Cell.Text other = replaced(row, index, toPresent);
            cells[index] = other == null ? cells[index] : other;
        }
        return NamedRows.withKey(table, row, cells);
    }

    /** Is told of a row that is meant by the value of a column. */
    @FunctionalInterface
    interface Meant {
        void row(int column, PlannedTable target, int ordinal);
    }

    /** Tells the rows that the plain values of a declared row mean. */
    void each(BoundRow declared, Meant meant) {
        for (PlainLink link : links) {
            PlainLink.Named named = link.meant(declared);
            for (int i = 0; i < link.columns().length && named != null; i++) {
                if (declared.cells()[link.columns()[i]] instanceof Cell.Text) {
                    meant.row(link.columns()[i], link.target(), named.row().ordinal());
                }
            }
        }
    }

    /** The row with every key that it has, or had, as its values follow what they mean; the given one comes first. */
    List<BoundRow> underAllNames(BoundRow row, int most) {
        List<BoundRow> rows = new ArrayList<>();
        rows.add(row);
        for (PlainLink link : links) {
            for (PlainLink.Named named : link.everMeant(row)) {
                for (BoundRow known : List.copyOf(rows)) {
                    for (List<ReferredValue> values : named.all()) {
                        if (rows.size() < most) {
                            rows.add(with(known, link, values));
                        }
                    }
                }
            }
        }
        return rows;
    }

    private BoundRow with(BoundRow row, PlainLink link, List<ReferredValue> values) {
        @Nullable Cell[] cells = row.cells().clone();
        for (int i = 0; i < link.columns().length; i++) {
            String text = values.get(i).text();
            if (text != null && cells[link.columns()[i]] instanceof Cell.Text) {
                cells[link.columns()[i]] = new Cell.Text(text);
            }
        }
        return NamedRows.withKey(table, row, cells);
    }

    /**
     * The columns of a live row that change along with some of them: where one is given another value, what it meant before
     * takes the others along.
     */
    BitSet alongWith(BoundRow live, BitSet changed) {
        BitSet along = new BitSet();
        for (PlainLink link : links) {
            if (link.meantNow(live) != null && Arrays.stream(link.columns()).anyMatch(changed::get)) {
                Arrays.stream(link.columns())
                        .filter(column -> live.cells()[column] instanceof Cell.Text && !table.isKey(column))
                        .forEach(along::set);
            }
        }
        along.andNot(changed);
        return along;
    }

    /** True where a live value is to be what is declared, or is that already, once the row that it means has its new name. */
    boolean becomesDeclared(BoundRow live, int index, @Nullable Cell declared) {
        for (PlainLink link : links) {
            int position = link.position(index);
            PlainLink.Named named = position < 0 ? null : link.meantNow(live);
            ReferredValue value = named == null ? null : ReferredValue.of(link.type(position), declared);
            if (named != null
                    && value != null
                    && value.token().equals(named.declared().get(position).token())) {
                return true;
            }
        }
        return false;
    }

    /** Values of a column together with the live one, where some of them is another name of the row that it means. */
    List<Cell> underAllNames(Planning planning, BoundRow live, int index, List<Cell> cells) throws SQLException {
        for (PlainLink link : links) {
            int position = link.position(index);
            PlainLink.Named named = position < 0 ? null : link.meantNow(live);
            if (named != null && link.isNamedIn(planning, cells, position, named)) {
                List<Cell> all = new ArrayList<>(cells);
                all.add(Objects.requireNonNull(live.cells()[index]));
                return all;
            }
        }
        return cells;
    }
}
