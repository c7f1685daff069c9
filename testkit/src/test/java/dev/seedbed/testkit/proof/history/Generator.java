package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Draws histories; the domains are small, so that everything meets everything. */
final class Generator {
    private final long seed;
    private final Random random;
    private final Releases releases;
    private final Values values;
    /** Whether runs may be cut. */
    private Release release;

    private Generator(long seed, boolean precise) {
        this.seed = seed;
        random = new Random(seed * 7_919 + 17);
        values = new Values(random, precise);
        releases = new Releases(random, values);
        release = releases.first();
    }

    /**
     * The history of a seed.
     *
     * @param precise true where seeds may declare more digits than a column keeps
     */
    static History draw(long seed, boolean precise) {
        return new Generator(seed, precise).draw();
    }

    private History draw() {
        List<Step> steps = new ArrayList<>();
        int ledgerAt = random.nextInt(10) < 4 ? -1 : random.nextBoolean() ? 0 : 2 + random.nextInt(8);
        boolean former = random.nextBoolean();
        int length = 8 + random.nextInt(9);
        if (random.nextInt(4) == 0) {
            steps.add(add());
        }
        for (int i = 0; i < length; i++) {
            if (i == ledgerAt) {
                steps.add(new Step.EnableLedger());
            }
            int draw = i == 0 ? 0 : random.nextInt(100);
            if (draw < 28) {
                release = i == 0 ? release : releases.next(release);
                steps.add(new Step.Publish(release));
                if (random.nextInt(3) > 0) {
                    steps.add(run());
                }
            } else if (draw < 78) {
                steps.add(byHand());
            } else {
                steps.add(run());
            }
        }
        steps.add(new Step.Run(Step.Mode.UPDATE, true, false, 0, true));
        return new History(seed, former, steps);
    }

    private Step.Run run() {
        int mode = random.nextInt(10);
        return new Step.Run(
                mode == 0 ? Step.Mode.INIT : mode < 3 ? Step.Mode.FILL : Step.Mode.UPDATE,
                random.nextInt(3) > 0,
                random.nextInt(15) == 0,
                random.nextInt(10) == 0 ? 1 + random.nextInt(25) : 0,
                random.nextBoolean());
    }

    private Step byHand() {
        int draw = random.nextInt(10);
        return draw < 6 ? edit() : draw < 8 ? remove() : add();
    }

    private Table table() {
        return Table.ALL.get(List.of(0, 0, 0, 1, 1, 2).get(random.nextInt(6)));
    }

    private List<String> key(Table table) {
        List<Declared> rows = release.part(table).rows();
        if (!rows.isEmpty() && random.nextInt(4) > 0) {
            return rows.get(random.nextInt(rows.size())).key(table);
        }
        return values.key(table);
    }

    private Step edit() {
        Table table = table();
        List<Column> columns = new ArrayList<>(table.seedable().toList());
        table.columns().stream()
                .filter(it -> it.name().equals("remark") || it.name().equals("deleted_at"))
                .forEach(columns::add);
        if (random.nextInt(8) == 0) {
            columns = List.of(
                    table.column(table.key().get(random.nextInt(table.key().size()))));
        }
        Column column = columns.get(random.nextInt(columns.size()));
        return new Step.Edit(
                table,
                key(table),
                column.name(),
                column.refers() || !column.required() || column.unique()
                        ? values.nullable(column)
                        : values.text(column));
    }

    private Step add() {
        Table table = table();
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        List<String> key = key(table);
        for (int i = 0; i < key.size(); i++) {
            texts.put(table.key().get(i), key.get(i));
        }
        table.seedable().forEach(column -> {
            if (random.nextBoolean()) {
                texts.put(column.name(), values.nullable(column));
            }
        });
        return new Step.Add(table, Collections.unmodifiableMap(texts));
    }

    private Step remove() {
        Table table = table();
        return new Step.Remove(table, key(table));
    }
}
