package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Draws values out of small domains. */
final class Values {
    private static final List<String> TIERS = List.of("a", "b", "c", "d", "e");
    private static final List<String> FEATURES = List.of("p", "q", "r", "s");
    private static final List<String> GRANTED = List.of("x", "z");
    static final List<String> NAMES = List.of("n1", "n2", "n3", "n4", "n5", "n6");

    private final Random random;
    private final boolean precise;

    Values(Random random, boolean precise) {
        this.random = random;
        this.precise = precise;
    }

    private String one(List<String> domain) {
        return domain.get(random.nextInt(domain.size()));
    }

    List<String> key(Table table) {
        return table == Table.GRANT
                ? List.of(one(TIERS), one(GRANTED))
                : List.of(one(table == Table.TIER ? TIERS : FEATURES));
    }

    /** Keys that none of these rows has. */
    List<String> keysBesides(Table table, List<Declared> rows) {
        List<String> free = new ArrayList<>(table == Table.TIER ? TIERS : FEATURES);
        rows.forEach(row -> free.remove(row.values().get("code")));
        return free;
    }

    String text(Column column) {
        return switch (column.kind()) {
            case NUMERIC ->
                one(precise ? List.of("1", "2", "1.999", "2.00", "3.5") : List.of("1", "2", "2.00", "3.5", "3.50"));
            case BOOLEAN -> one(List.of("true", "false"));
            case REFERENCE -> one(TIERS);
            case TEXT ->
                switch (column.name()) {
                    case "name" -> one(NAMES);
                    case "category" -> one(List.of("other", "bank", "card"));
                    case "code" -> one(Arrays.asList("a", "b", "c", "d", "e", "p", "q", "r", "s"));
                    case "feature" -> one(GRANTED);
                    default -> one(List.of("u", "v", "w"));
                };
        };
    }

    @Nullable
    String nullable(Column column) {
        return !(column.required()) && random.nextInt(6) == 0 ? null : text(column);
    }
}
