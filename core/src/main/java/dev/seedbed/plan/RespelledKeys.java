package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.JsonText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a ledger knows by another spelling of their key than the seeds use now, where both are one key to the database:
 * {@code no} and {@code NO} in a column that is blind to case, {@code 1.0} and {@code 1} in one of numbers.
 */
final class RespelledKeys {
    static final RespelledKeys NONE = new RespelledKeys(Map.of());

    /** By keys as they are declared, the ledger's spellings; keys are as {@link LedgerView#key} has them. */
    private final Map<String, Set<String>> spellings;

    private final Set<String> all = new HashSet<>();

    private RespelledKeys(Map<String, Set<String>> spellings) {
        this.spellings = spellings;
        spellings.values().forEach(all::addAll);
    }

    /** Reads the ledger's keys once more, all of them. */
    @FunctionalInterface
    interface LedgerKeys {
        void each(Consumer<String> taker) throws SQLException;
    }

    /**
     * Finds them: for declared and retired rows that the ledger does not know by the texts of their keys.
     *
     * @param rows what the ledger knows by texts
     */
    static RespelledKeys of(
            Planning planning, PlannedTable table, RememberedKeys keys, LedgerView.Rows rows, LedgerKeys ledger)
            throws SQLException {
        if (rows.isEmpty() || !mayBeRespelled(table)) {
            return NONE;
        }
        HashTable declared = new HashTable();
        RowHash hash = new RowHash();
        Map<String, BoundRow> unknown = new LinkedHashMap<>();
        try (BoundTable.Cursor cursor = table.open()) {
            for (BoundRow row = cursor.next(); row != null; row = cursor.next()) {
                take(row, keys, rows, declared, hash, unknown);
                if (!table.elsewhere().isEmpty()) {
                    take(table.located(row), keys, rows, declared, hash, unknown);
                }
            }
        }
        for (BoundRow row : table.namedRetired()) {
            take(row, keys, rows, declared, hash, unknown);
        }
        if (unknown.isEmpty()) {
            return NONE;
        }
        Set<String> others = new LinkedHashSet<>();
        ledger.each(key -> {
            hash.reset(0).add(key);
            if (declared.find(hash.high(), hash.low()) < 0) {
                others.add(key);
            }
        });
        return ask(planning, table.table(), unknown, others);
    }

    private static void take(
            BoundRow row,
            RememberedKeys keys,
            LedgerView.Rows rows,
            HashTable declared,
            RowHash hash,
            Map<String, BoundRow> unknown) {
        Map<String, BoundRow> names = keys.named(row);
        boolean known = false;
        for (String name : names.keySet()) {
            known |= rows.knows(name);
            hash.reset(0).add(name);
            declared.put(hash.high(), hash.low());
        }
        if (!known) {
            unknown.putAll(names);
        }
    }

    /** False where one value has one spelling, so that texts tell everything. */
    private static boolean mayBeRespelled(PlannedTable table) {
        BoundTable bound = table.table();
        for (int index : bound.layout().key()) {
            Set<RefShape> shapes = new HashSet<>();
            bound.forms(index).stream().filter(Objects::nonNull).forEach(shapes::add);
            for (BoundRow retired : table.namedRetired()) {
                if (retired.cells()[index] instanceof Cell.Reference reference) {
                    shapes.add(reference.shape());
                }
            }
            if (hasSpellings(bound.layout().columns().get(index).type())
                    || shapes.stream()
                            .flatMap(shape -> shape.leaves().stream())
                            .anyMatch(leaf -> hasSpellings(leaf.type()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSpellings(ColumnType type) {
        return switch (type.kind()) {
            case TEXT, ENUM -> !type.bytewise();
            // These are brought into one form as they are bound.
            case INTEGER, BOOLEAN -> false;
            default -> true;
        };
    }

    private static RespelledKeys ask(
            Planning planning, BoundTable table, Map<String, BoundRow> unknown, Collection<String> others)
            throws SQLException {
        Map<String, List<String>> known = new HashMap<>();
        others.forEach(key -> known.computeIfAbsent(form(naturalKey(key)), f -> new ArrayList<>())
                .add(key));
        Map<String, List<String>> asked = new LinkedHashMap<>();
        unknown.forEach((key, row) -> asked.computeIfAbsent(form(table.naturalKey(row)), f -> new ArrayList<>())
                .add(key));
        Map<String, Set<String>> spellings = new HashMap<>();
        EqualKeys equal = new EqualKeys(planning.connection(), planning.dialect(), table);
        for (Map.Entry<String, List<String>> each : asked.entrySet()) {
            List<String> ones = each.getValue();
            List<String> there = known.getOrDefault(each.getKey(), List.of());
            List<EqualKeys.Part> parts = parts(table, Objects.requireNonNull(unknown.get(ones.get(0))));
            if (there.isEmpty() || parts.isEmpty()) {
                continue;
            }
            EqualKeys.Equal found = (one, other) -> spellings
                    .computeIfAbsent(ones.get(one), k -> new LinkedHashSet<>())
                    .add(there.get(other));
            List<@Nullable String[]> declared = texts(table, parts, ones);
            List<@Nullable String[]> texts = texts(table, parts, there);
            List<ColumnType> types = types(table, parts);
            if (areCanonical(types, declared) && areCanonical(types, texts)) {
                byTexts(declared, texts, found);
            } else {
                List<Integer> fitting = equal.fitting(parts, texts);
                List<@Nullable String[]> fit = fitting.stream().map(texts::get).toList();
                equal.ask(parts, declared, fit, (one, other) -> found.are(one, fitting.get(other)));
            }
        }
        return spellings.isEmpty() ? NONE : new RespelledKeys(spellings);
    }

    /** True where texts tell which keys are equal. */
    private static boolean areCanonical(List<ColumnType> types, List<@Nullable String[]> keys) {
        for (int i = 0; i < types.size(); i++) {
            ColumnType type = types.get(i);
            int at = i;
            if (!CanonicalText.complete(type)
                    || keys.stream().anyMatch(key -> {
                        String text = key[at];
                        return text != null && CanonicalText.of(type, text) == null;
                    })) {
                return false;
            }
        }
        return true;
    }

    private static void byTexts(List<@Nullable String[]> ones, List<@Nullable String[]> others, EqualKeys.Equal found) {
        Map<List<@Nullable String>, List<Integer>> positions = new HashMap<>();
        for (int i = 0; i < others.size(); i++) {
            positions
                    .computeIfAbsent(Arrays.asList(others.get(i)), t -> new ArrayList<>())
                    .add(i);
        }
        for (int i = 0; i < ones.size(); i++) {
            int one = i;
            positions.getOrDefault(Arrays.asList(ones.get(i)), List.of()).forEach(other -> found.are(one, other));
        }
    }

    /** What keys must have in common to be compared: their names, and NULL in the same places. */
    private static String form(Map<String, @Nullable String> naturalKey) {
        StringBuilder form = new StringBuilder();
        new TreeMap<>(naturalKey).forEach((name, text) -> form.append(name).append(text == null ? "\0n" : "\0."));
        return form.toString();
    }

    /** The columns of a key that are not NULL. */
    private static List<EqualKeys.Part> parts(BoundTable table, BoundRow row) {
        List<EqualKeys.Part> parts = new ArrayList<>();
        for (int index : table.layout().key()) {
            Cell cell = row.cells()[index];
            if (cell instanceof Cell.Reference reference) {
                parts.add(new EqualKeys.Part(index, reference.shape()));
            } else if (cell instanceof Cell.Text) {
                parts.add(new EqualKeys.Part(index, null));
            }
        }
        return parts;
    }

    private static List<ColumnType> types(BoundTable table, List<EqualKeys.Part> parts) {
        List<ColumnType> types = new ArrayList<>();
        for (EqualKeys.Part part : parts) {
            if (part.shape() == null) {
                types.add(table.layout().columns().get(part.index()).type());
            } else {
                part.shape().leaves().forEach(leaf -> types.add(leaf.type()));
            }
        }
        return types;
    }

    /** The texts of keys, in one spelling as far as that can be told without the database. */
    private static List<@Nullable String[]> texts(BoundTable table, List<EqualKeys.Part> parts, List<String> keys) {
        List<String> names = new ArrayList<>();
        for (EqualKeys.Part part : parts) {
            String label = table.layout().columns().get(part.index()).label();
            if (part.shape() == null) {
                names.add(label);
            } else {
                part.shape().leaves().forEach(leaf -> names.add(label + "." + leaf.path()));
            }
        }
        List<ColumnType> types = types(table, parts);
        List<@Nullable String[]> texts = new ArrayList<>();
        for (String key : keys) {
            Map<String, @Nullable String> naturalKey = naturalKey(key);
            @Nullable String[] values = new @Nullable String[types.size()];
            for (int i = 0; i < values.length; i++) {
                String text = naturalKey.get(names.get(i));
                values[i] = text == null ? null : ComparedText.of(types.get(i), text);
            }
            texts.add(values);
        }
        return texts;
    }

    static Map<String, @Nullable String> naturalKey(String key) {
        Map<String, @Nullable String> naturalKey = new LinkedHashMap<>();
        Map<String, String> members = JsonText.members(key);
        if (members != null) {
            members.forEach((name, literal) -> naturalKey.put(name, JsonText.unquote(literal)));
        }
        return naturalKey;
    }

    boolean isEmpty() {
        return spellings.isEmpty();
    }

    /** The keys that the ledger uses and the seeds spell otherwise. */
    Set<String> all() {
        return all;
    }

    /** How the ledger spells a key that it does not know by its text; empty for most. */
    Set<String> of(String key) {
        return spellings.getOrDefault(key, Set.of());
    }
}
