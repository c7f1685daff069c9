package dev.seedbed.plan;

import dev.seedbed.seed.SeedValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** References to rows that have, or had, other keys than they declare. */
final class FormerReferences {
    private final Planning planning;
    private final NamedRows named;
    private final Map<RefShape, Map<List<@Nullable String>, List<@Nullable String>>> waiting = new HashMap<>();
    private final Map<RefShape, Map<List<@Nullable String>, List<@Nullable String>>> renamed = new HashMap<>();

    private final Map<RefShape, Map<List<@Nullable String>, List<@Nullable String>>> told = new HashMap<>();
    private final Map<BoundTable, PlainReferences> plain = new HashMap<>();
    private final Map<BoundTable, PlainReferences> plainEver = new HashMap<>();

    FormerReferences(Planning planning) {
        this.planning = planning;
        this.named = new NamedRows(planning.binder());
    }

    /** References that the rows of a table give as plain values; made when they are first asked for. */
    PlainReferences plain(BoundTable table) {
        return plain.computeIfAbsent(table, t -> PlainReferences.toElsewhere(planning, t));
    }

    private PlainReferences plainEver(BoundTable table) {
        return plainEver.computeIfAbsent(table, t -> PlainReferences.toRenamed(planning, t, Set.of()));
    }

    /** The row with a key that calls what it refers to as it is called in the database now. */
    BoundRow underFormerNames(BoundTable table, BoundRow row) {
        @Nullable Cell[] cells = plain(table).underFormerNames(row).cells().clone();
        for (int index : table.layout().key()) {
            if (cells[index] instanceof Cell.Reference reference) {
                Cell.Reference former = former(planning, reference);
                cells[index] = former == null ? reference : former;
            }
        }
        return NamedRows.withKey(table, row, cells);
    }

    /** The same reference by the key under which its row is there; null where that is the one that it declares. */
    static Cell.@Nullable Reference former(Planning planning, Cell.Reference reference) {
        PlannedTable target = planning.target(reference.shape());
        int ordinal = target == null ? -1 : target.declared().find(reference);
        return target == null || ordinal < 0 ? null : target.elsewhere().reference(ordinal, reference.shape());
    }

    /** The row with a key that calls what it refers to as it is called once this run has renamed rows. */
    BoundRow afterRenames(BoundTable table, BoundRow row) {
        @Nullable Cell[] cells = plain(table).afterRenames(row).cells().clone();
        for (int index : table.layout().key()) {
            if (cells[index] instanceof Cell.Reference reference) {
                cells[index] = afterRenames(reference);
            }
        }
        return NamedRows.withKey(table, row, cells);
    }

    private Cell.Reference afterRenames(Cell.Reference reference) {
        Cell.Reference now = afterRenames(reference.shape(), reference.leaves().toArray(new String[0]));
        return now == null ? reference : now;
    }

    /** A live reference as it is called once this run has renamed the row that it means; null where it stays as it is. */
    Cell.@Nullable Reference afterRenames(RefShape shape, @Nullable String[] live) {
        @Nullable String[] present = present(shape, live);
        if (present == null) {
            return null;
        }
        Cell.Reference now = new Cell.Reference(shape, Arrays.asList(present));
        PlannedTable target = planning.target(shape);
        int ordinal = target == null ? -1 : target.declared().find(now);
        // Of those that have a new name in the seeds some may be blocked or left out.
        boolean stays = target != null
                && ordinal >= 0
                && (target.fate(ordinal) == Fate.BLOCKED || target.fate(ordinal) == Fate.LEAVE_OUT);
        return stays ? null : now;
    }

    /**
     * The texts by which a live reference is called once rows that this run renames, or that wait for it, have their new
     * names; null where they stay what they are.
     */
    @Nullable
    String @Nullable [] present(RefShape shape, @Nullable String[] live) {
        List<@Nullable String> now =
                waiting.computeIfAbsent(shape, s -> names(s, false, false)).get(Arrays.asList(live));
        return now == null ? null : now.toArray(new String[0]);
    }

    /**
     * Values with references under every name that their rows have or had, so that one of them is how they are read. A name
     * that another row has now means that row alone.
     */
    private List<Cell> underAllNames(List<Cell> cells) throws SQLException {
        boolean refers = false;
        for (Cell cell : cells) {
            refers |= cell instanceof Cell.Reference;
        }
        if (!refers) {
            return cells;
        }
        List<Cell> all = new ArrayList<>(cells);
        for (Cell cell : cells) {
            if (cell instanceof Cell.Reference reference) {
                List<@Nullable String> now = renamed(reference.shape()).get(reference.leaves());
                Cell.Reference present = now == null ? reference : new Cell.Reference(reference.shape(), now);
                all.add(present);
                Cell.Reference former = former(planning, present);
                if (former != null) {
                    all.add(former);
                }
            }
        }
        return all.stream().distinct().toList();
    }

    /**
     * The same, and the live value where a plain one is another name of the row that it means.
     *
     * @param live the row as it is in the database
     */
    List<Cell> underAllNames(BoundTable table, BoundRow live, int index, List<Cell> cells) throws SQLException {
        List<Cell> all = underAllNames(cells);
        return live.cells()[index] instanceof Cell.Text
                ? plainEver(table).underAllNames(planning, live, index, all)
                : all;
    }

    private Map<List<@Nullable String>, List<@Nullable String>> renamed(RefShape shape) throws SQLException {
        Map<List<@Nullable String>, List<@Nullable String>> known = renamed.get(shape);
        if (known == null) {
            Map<List<@Nullable String>, List<@Nullable String>> names = names(shape, true, true);
            for (List<@Nullable String> live : LiveNames.of(planning, shape, names.keySet())) {
                List<@Nullable String> now = names.get(live);
                Cell.Reference waiting = now == null ? null : former(planning, new Cell.Reference(shape, now));
                if (waiting == null || !waiting.leaves().equals(live)) {
                    names.remove(live);
                }
            }
            known = names;
            renamed.put(shape, known);
        }
        return known;
    }

    /** The names that the row behind a reference had before, as the seeds tell them; empty for most. */
    List<Cell.Reference> formers(Cell.Reference reference) {
        List<Cell.Reference> formers = new ArrayList<>();
        told(reference.shape()).forEach((former, now) -> {
            if (now.equals(reference.leaves())) {
                formers.add(new Cell.Reference(reference.shape(), former));
            }
        });
        return formers;
    }

    /** True where the seeds tell of any row that references of the shape may mean what name it had before. */
    boolean knowsFormers(RefShape shape) {
        return !told(shape).isEmpty();
    }

    private Map<List<@Nullable String>, List<@Nullable String>> told(RefShape shape) {
        return told.computeIfAbsent(shape, s -> names(s, true, false));
    }

    /** What the ledger says of renames in a table, as the names of references. */
    private static void addRemembered(
            PlannedTable target, RefShape shape, Map<List<@Nullable String>, List<@Nullable String>> names) {
        Remembered remembered = target.remembered();
        if (remembered != null) {
            remembered.renames().forEach((former, now) -> {
                List<@Nullable String> was = leaves(shape, former);
                List<@Nullable String> is = leaves(shape, now);
                if (was != null && is != null) {
                    names.putIfAbsent(was, is);
                }
            });
        }
    }

    private static @Nullable List<@Nullable String> leaves(RefShape shape, Map<String, @Nullable String> key) {
        List<@Nullable String> leaves = new ArrayList<>();
        for (RefShape.Leaf leaf : shape.leaves()) {
            if (!key.containsKey(leaf.path())) {
                return null;
            }
            leaves.add(key.get(leaf.path()));
        }
        return leaves;
    }

    /**
     * Declared names by former ones.
     *
     * @param ever by every name that rows ever had, and not only by those under which they are there
     * @param remembered by those that a ledger knows, too
     */
    private Map<List<@Nullable String>, List<@Nullable String>> names(
            RefShape shape, boolean ever, boolean remembered) {
        Map<List<@Nullable String>, List<@Nullable String>> names = new HashMap<>();
        PlannedTable target = planning.target(shape);
        if (target == null || !ever && target.elsewhere().isEmpty()) {
            return names;
        }
        if (remembered) {
            addRemembered(target, shape, names);
        }
        boolean tellsFormers = ever && target.table().namesFormerKeys();
        if (target.table().streamed() || !tellsFormers && target.elsewhere().isEmpty()) {
            return names;
        }
        try (BoundTable.Cursor rows = target.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                Cell.Reference now = NamedRows.reference(target.table(), row, shape);
                if (now == null) {
                    continue;
                }
                Cell.Reference former = target.elsewhere().reference(row.ordinal(), shape);
                if (former != null) {
                    names.put(former.leaves(), now.leaves());
                }
                if (ever) {
                    for (Map<String, SeedValue> formerly :
                            row.seed().directives().formerly()) {
                        BoundRow declared = row;
                        BoundRow under = planning.binder()
                                .problems()
                                .untold(() -> named.former(target.table(), declared, formerly));
                        Cell.Reference was = under == null ? null : NamedRows.reference(target.table(), under, shape);
                        if (was != null) {
                            names.putIfAbsent(was.leaves(), now.leaves());
                        }
                    }
                }
            }
        }
        return names;
    }
}
