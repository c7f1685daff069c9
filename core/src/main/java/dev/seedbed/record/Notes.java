package dev.seedbed.record;

import dev.seedbed.seed.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What could not be recorded, each thing said once. */
final class Notes {
    private final Set<String> messages = new LinkedHashSet<>();
    private final List<Problem> notes = new ArrayList<>();

    void once(String message, @Nullable String where, @Nullable String mend) {
        if (messages.add(message)) {
            notes.add(new Problem(message, where, mend));
        }
    }

    List<Problem> all() {
        return List.copyOf(notes);
    }
}
