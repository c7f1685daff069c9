package dev.seedbed.ledger;

import dev.seedbed.plan.LedgerReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renames of the rows to which a table refers. An entry calls them as they were called when it was written; since a name
 * may be given to another row later, only its place in the ledger tells which row it means.
 */
final class ReferredRenames {
    /** No renames, so that every name means what it says. */
    static final ReferredRenames NONE = new ReferredRenames();

    private static final LedgerBody OLDEST = new LedgerBody(0, "", "[]");

    private final Map<Map<String, @Nullable String>, List<Rename>> byFormer = new HashMap<>();
    private final Set<List<String>> names = new LinkedHashSet<>();

    /** A rename, with the names under which the referring table has the key. */
    private record Rename(
            LedgerBody at, int row, Map<String, @Nullable String> from, Map<String, @Nullable String> to) {
        boolean isAfter(Rename other) {
            return at.seq() > other.at.seq() || at.seq() == other.at.seq() && row > other.row;
        }
    }

    /** Of renames by one run that with the longest key comes first: it names what it refers to as the others found it. */
    private static final Comparator<Rename> ORDER = (one, other) -> {
        if (one.at().run().equals(other.at().run())
                && one.from().size() != other.from().size()) {
            return other.from().size() - one.from().size();
        }
        return one.isAfter(other) ? 1 : -1;
    };

    /** Takes in the renames in an entry of a table that is referred to; entries come in their order. */
    void add(LedgerReference reference, LedgerBody body) {
        BodyReader row = new BodyReader(body.text());
        for (int i = 0; row.next(); i++) {
            if (row.kind() == EntryKind.RENAMED) {
                Map<String, @Nullable String> from = reference.named(row.formerKey());
                Map<String, @Nullable String> to = reference.named(row.key());
                if (!from.isEmpty() && !from.equals(to)) {
                    names.add(List.copyOf(from.keySet()));
                    byFormer.computeIfAbsent(from, f -> new ArrayList<>()).add(new Rename(body, i, from, to));
                }
            }
        }
    }

    boolean isEmpty() {
        return byFormer.isEmpty();
    }

    /** Texts out of an entry, with references under the names that their rows have now. */
    Map<String, @Nullable String> now(LedgerBody body, Map<String, @Nullable String> texts) {
        if (isEmpty()) {
            return texts;
        }
        Map<String, @Nullable String> now = texts;
        Rename last = null;
        for (Rename next = next(body, now, last); next != null; next = next(body, now, last)) {
            Map<String, @Nullable String> renamed = new LinkedHashMap<>(now);
            next.to().forEach(renamed::replace);
            now = renamed;
            last = next;
        }
        return Collections.unmodifiableMap(now);
    }

    /** The same of texts that are older than all renames. */
    Map<String, @Nullable String> everSince(Map<String, @Nullable String> texts) {
        return now(OLDEST, texts);
    }

    /** The first rename after another, or after the entry, that these texts have not seen yet. */
    private @Nullable Rename next(LedgerBody body, Map<String, @Nullable String> texts, @Nullable Rename last) {
        Rename first = null;
        for (List<String> wanted : names) {
            if (!texts.keySet().containsAll(wanted)) {
                continue;
            }
            Map<String, @Nullable String> from = new LinkedHashMap<>();
            wanted.forEach(name -> from.put(name, texts.get(name)));
            for (Rename rename : byFormer.getOrDefault(from, List.of())) {
                // What a run wrote down before its renames, or beside them, may use the names that it found.
                boolean unseen = last == null
                        ? rename.at().seq() > body.seq() || rename.at().run().equals(body.run())
                        : rename.isAfter(last);
                if (unseen && (first == null || ORDER.compare(rename, first) < 0)) {
                    first = rename;
                }
            }
        }
        return first;
    }
}
