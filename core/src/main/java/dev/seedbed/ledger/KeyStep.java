package dev.seedbed.ledger;

import dev.seedbed.plan.LedgerView;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That a row took another key: by a run that renamed it, as its seeds say, or by a person who changed columns of the key.
 *
 * @param former the key that it had
 * @param from the same, as {@link LedgerView#key} spells it
 * @param to the key that it has since, spelled likewise
 * @param isByPerson true where runs take the row under its new key for another one
 */
record KeyStep(Map<String, @Nullable String> former, String from, String to, boolean isByPerson) {
    /** What the current row of an entry tells of that; null where its key stayed as it was. */
    static @Nullable KeyStep of(BodyReader row) {
        if (row.kind() == EntryKind.RENAMED) {
            String former = row.spelledFormerKey();
            return former == null ? null : new KeyStep(row.formerKey(), former, row.spelledKey(), false);
        }
        if (row.kind() != EntryKind.CHANGED) {
            return null;
        }
        if (!row.writesKey()) {
            return null;
        }
        String from = row.spelledKey();
        Map<String, @Nullable String> key = row.key();
        String to = LedgerView.key(after(key, row.columns()));
        return from.equals(to) ? null : new KeyStep(key, from, to, true);
    }

    /** The key that a row has once columns of it were given other texts. */
    static Map<String, @Nullable String> after(
            Map<String, @Nullable String> key, Map<String, @Nullable String> columns) {
        Set<String> changed = new HashSet<>();
        columns.keySet().forEach(name -> changed.add(column(name)));
        Set<String> ofKey = new HashSet<>();
        Map<String, @Nullable String> after = new LinkedHashMap<>();
        key.forEach((name, text) -> {
            ofKey.add(column(name));
            if (!changed.contains(column(name))) {
                after.put(name, text);
            } else if (columns.containsKey(name)) {
                after.put(name, columns.get(name));
            }
        });
        columns.forEach((name, text) -> {
            if (ofKey.contains(column(name))) {
                after.putIfAbsent(name, text);
            }
        });
        return Collections.unmodifiableMap(after);
    }

    /** The column of a value: references are written down as the values below them. */
    static String column(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
