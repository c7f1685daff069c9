package dev.seedbed.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of the rows of one table that a plan deals with. It may know a row under a key that the row, or
 * one that its key refers to, had before it was renamed.
 */
final class Remembered {
    private final LedgerView.Rows rows;
    private final RememberedKeys keys;
    private final RespelledKeys respelled;
    private final TakenKeys taken;

    private Remembered(LedgerView.Rows rows, RememberedKeys keys, RespelledKeys respelled, TakenKeys taken) {
        this.rows = rows;
        this.keys = keys;
        this.respelled = respelled;
        this.taken = taken;
    }

    /**
     * Asks the ledger; to be called for the targets of a table before it.
     *
     * @return null where there is no ledger, or it cannot name the rows of the table since their keys are masked
     */
    static @Nullable Remembered of(Planning planning, PlannedTable table) throws SQLException {
        BoundTable bound = table.table();
        if (planning.ledger() == LedgerView.NONE || bound.hasMaskedKey()) {
            return null;
        }
        RememberedKeys keys = new RememberedKeys(planning, bound);
        // Made when it is first asked: of a table that the ledger knows nothing of nobody asks.
        Set<String> made = new HashSet<>();
        boolean[] isMade = {false};
        Supplier<Set<String>> wanted = () -> {
            if (!isMade[0]) {
                isMade[0] = true;
                addWanted(table, keys, made);
            }
            return made;
        };
        LedgerView.Rows rows = read(planning, bound, wanted);
        if (rows == null) {
            return null;
        }
        RespelledKeys respelled =
                RespelledKeys.of(planning, table, keys, rows, taker -> readKeys(planning, bound, taker));
        LedgerView.Rows all = rows;
        if (!respelled.isEmpty()) {
            Set<String> both = new HashSet<>(wanted.get());
            both.addAll(respelled.all());
            all = read(planning, bound, () -> both);
        }
        if (all == null) {
            return null;
        }
        LedgerView.Rows known = all;
        TakenKeys taken = known.isEmpty()
                ? TakenKeys.NONE
                : TakenKeys.of(
                        planning,
                        table,
                        keys,
                        key -> isKnown(known, key)
                                || respelled.of(key).stream().anyMatch(spelled -> isKnown(known, spelled)));
        return new Remembered(known, keys, respelled, taken);
    }

    private static boolean isKnown(LedgerView.Rows rows, String key) {
        return rows.knows(key) || rows.row(key) != null;
    }

    private static LedgerView.@Nullable Rows read(Planning planning, BoundTable table, Supplier<Set<String>> wanted)
            throws SQLException {
        return planning.ledger().read(planning.connection(), table.ledgerName(), references(planning, table), wanted);
    }

    private static void readKeys(Planning planning, BoundTable table, Consumer<String> taker) throws SQLException {
        Predicate<String> none = key -> {
            taker.accept(key);
            return false;
        };
        planning.ledger().read(planning.connection(), table.ledgerName(), references(planning, table), none);
    }

    private static List<LedgerReference> references(Planning planning, BoundTable table) {
        return new LedgerReferences(planning.tables().catalogue()).of(table);
    }

    private static void addWanted(PlannedTable table, RememberedKeys keys, Set<String> wanted) {
        table.namedRetired().forEach(row -> wanted.addAll(keys.of(row)));
        if (table.changes() == 0) {
            return;
        }
        try (BoundTable.Cursor cursor = table.openApart()) {
            for (BoundRow row = cursor.next(); row != null; row = cursor.next()) {
                if (table.fate(row.ordinal()) != Fate.UNCHANGED) {
                    wanted.addAll(keys.of(row));
                    wanted.addAll(keys.of(table.located(row)));
                }
            }
        }
    }

    /** True where the ledger knows nothing of the table yet. */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** What is known of a row: of one that is present rather than of one that is not. */
    LedgerView.@Nullable Row row(BoundRow row) {
        if (rows.isEmpty()) {
            return null;
        }
        List<LedgerView.Row> known = new ArrayList<>();
        for (String key : spelled(row)) {
            LedgerView.Row each = rows.row(key);
            if (each != null) {
                known.add(each);
            }
        }
        if (known.size() < 2) {
            return known.isEmpty() ? null : known.get(0);
        }
        // Of those that are present the one with the newest name comes first.
        known.sort(Comparator.comparing(each -> !each.present()));
        return known.stream().reduce(Remembered::together).orElseThrow();
    }

    /** What is known of one row under two of its keys: the first goes before the second, and a pin is one under any key. */
    private static LedgerView.Row together(LedgerView.Row first, LedgerView.Row second) {
        Map<String, @Nullable String> images = new LinkedHashMap<>(first.images());
        Set<String> kept = new HashSet<>(first.kept());
        if (second.present()) {
            Set<String> told = new HashSet<>(first.kept());
            first.images().keySet().forEach(name -> told.add(column(name)));
            second.images().forEach((name, text) -> {
                if (!told.contains(column(name))) {
                    images.put(name, text);
                }
            });
            second.kept().stream().filter(name -> !told.contains(name)).forEach(kept::add);
        }
        Set<String> pinned = new HashSet<>(first.pinned());
        pinned.addAll(second.pinned());
        return new LedgerView.Row(first.present(), images, kept, pinned, first.whole() || second.whole());
    }

    /** References are known by the values below them. */
    private static String column(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private boolean knows(BoundRow row) {
        return spelled(row).stream().anyMatch(rows::knows);
    }

    /** True where the ledger knows a row, under its declared key or the one under which it is there. */
    boolean knows(PlannedTable planned, BoundRow row) {
        return knows(row) || knows(planned.located(row));
    }

    /** True where a row was there under the key that it declares, and has not been retired since. */
    boolean knowsItself(BoundRow row) {
        return spelled(keys.ofItself(row)).stream().anyMatch(rows::knows);
    }

    private Set<String> spelled(BoundRow row) {
        Set<String> names = keys.of(row);
        if (taken == TakenKeys.NONE) {
            return spelled(names);
        }
        String own = names.iterator().next();
        Set<String> left = new LinkedHashSet<>(names);
        left.removeIf(name -> taken.isTaken(own, name));
        return spelled(left);
    }

    private Set<String> spelled(Set<String> names) {
        if (respelled.isEmpty()) {
            return names;
        }
        Set<String> all = new LinkedHashSet<>(names);
        names.forEach(name -> all.addAll(respelled.of(name)));
        return all;
    }

    /** The key of a row as the ledger spells it, so that all that is ever written of a row stands under one key. */
    Map<String, @Nullable String> naturalKey(BoundTable table, BoundRow row) {
        Map<String, @Nullable String> naturalKey = table.naturalKey(row);
        if (!respelled.isEmpty()) {
            for (String known : respelled.of(LedgerView.key(naturalKey))) {
                if (rows.knows(known)) {
                    return RespelledKeys.naturalKey(known);
                }
            }
        }
        return naturalKey;
    }

    /** By former keys, the keys that their rows have since. */
    Map<Map<String, @Nullable String>, Map<String, @Nullable String>> renames() {
        return rows.renames();
    }

    /** The declared rows, by their ordinals, that are there and that the ledger has not met yet. */
    BitSet unmet(PlannedTable planned) {
        BitSet unmet = new BitSet();
        for (int i = 0; i < planned.declared().size(); i++) {
            boolean there = switch (planned.fate(i)) {
                case UNCHANGED, KEEP, UPDATE, RENAME -> true;
                case INSERT, LEAVE_OUT, BLOCKED -> false;
            };
            unmet.set(i, there);
        }
        if (unmet.isEmpty() || rows.isEmpty()) {
            return unmet;
        }
        BitSet there = unmet;
        unmet = new BitSet();
        try (BoundTable.Cursor cursor = planned.open()) {
            for (BoundRow row = cursor.next(); row != null; row = cursor.next()) {
                if (there.get(row.ordinal()) && !knows(row) && !knows(planned.located(row))) {
                    unmet.set(row.ordinal());
                }
            }
        }
        return unmet;
    }
}
