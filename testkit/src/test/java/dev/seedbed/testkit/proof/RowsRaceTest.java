package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.ledger.TrailRow;
import dev.seedbed.rows.RowException;
import dev.seedbed.rows.TableRow;
import dev.seedbed.run.Outcome;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People who change the same rows while updates run on them: none waits for ever, an update takes no edit away, and an edit
 * that was made on what another one or an update has changed is refused rather than made.
 */
class RowsRaceTest {
    private static final int EDITORS = 3;
    private static final int EDITS = Integer.getInteger("seedbed.rows.edits", 12);
    private static final List<String> CODES = List.of("a", "b");

    @TempDir
    Path folder;

    private static String release(int number) {
        StringBuilder rows = new StringBuilder();
        for (String code : CODES) {
            rows.append("      - {code: ")
                    .append(code)
                    .append(", price: ")
                    .append(number)
                    .append(", level: ")
                    .append(number)
                    .append("}\n");
        }
        return "tables:\n  tier:\n    key: [code]\n    managed: [level]\n    rows:\n" + rows;
    }

    @Test
    void edits_against_updates() throws Exception {
        PostgresServer server = PostgresServer.of(18);
        TestDatabase db = new TestDatabase(server.dataSource(server.newDatabase()), folder);
        db.sql("create table tier (code text primary key, price integer, level integer)");
        db.seeds(release(0)).build().ledger().enable();
        db.update(release(0));
        Seedbed people = db.seeds(release(0)).build();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        AtomicInteger updates = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(EDITORS + 1);
        try {
            List<Future<?>> editors = new ArrayList<>();
            for (int i = 0; i < EDITORS; i++) {
                String name = "editor-" + i;
                int first = 1_000 * (i + 1);
                editors.add(threads.submit(() -> edit(people, name, first, made, refused)));
            }
            Future<?> updater = threads.submit(() -> {
                Random random = new Random(7);
                for (int i = 1; !over.get(); i++) {
                    // Whoever has seen a row must have a chance to change it before it is another one.
                    Thread.sleep(random.nextInt(60));
                    for (int waited = 0; waited < 50 && made.get() < i && !over.get(); waited++) {
                        Thread.sleep(10);
                    }
                    assertThat(db.seeds(release(i)).build().update().outcome())
                            .isIn(Outcome.APPLIED, Outcome.NOTHING_TO_DO);
                    updates.incrementAndGet();
                }
                return true;
            });
            for (Future<?> editor : editors) {
                editor.get();
            }
            over.set(true);
            updater.get();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        isTold(db, people);
        assertThat(updates.get()).isGreaterThan(1);
        assertThat(refused.get()).as("some were made on rows that had changed").isPositive();
    }

    private static void edit(Seedbed people, String name, int first, AtomicInteger made, AtomicInteger refused) {
        for (int i = 0; i < EDITS; i++) {
            String code = CODES.get(i % CODES.size());
            for (boolean done = false; !done; ) {
                TableRow seen = people.tables().row("tier", Map.of("code", code));
                try {
                    people.tables()
                            .by(name, "edit " + i)
                            .change(
                                    "tier",
                                    seen.key(),
                                    Objects.requireNonNull(seen.version()),
                                    Map.of("price", String.valueOf(first + i)));
                    done = true;
                    made.incrementAndGet();
                } catch (RowException e) {
                    assertThat(e.why()).as(e.getMessage()).isEqualTo(RowException.Why.MOVED);
                    assertThat(Objects.requireNonNull(e.current()).version()).isNotEqualTo(seen.version());
                    refused.incrementAndGet();
                }
            }
        }
    }

    /** Every edit stands in the ledger, each made on what the one before left, and the last one of each row is live. */
    private static void isTold(TestDatabase db, Seedbed people) throws SQLException {
        Map<String, String> last = new HashMap<>();
        int edits = 0;
        List<TrailEntry> entries = new ArrayList<>();
        TrailFilter filter = TrailFilter.latest(100).of("tier");
        for (List<TrailEntry> some = people.tables().trail(filter);
                !some.isEmpty();
                some = people.tables()
                        .trail(filter.before(some.get(some.size() - 1).seq()))) {
            entries.addAll(some);
        }
        for (int i = entries.size() - 1; i >= 0; i--) {
            for (TrailRow row : entries.get(i).rows()) {
                String code = String.valueOf(row.key().get("code"));
                if (row.kind() == EntryKind.CHANGED) {
                    edits++;
                    String before = last.get(code);
                    if (before != null) {
                        assertThat(row.before()).containsEntry("price", before);
                    }
                    last.put(code, String.valueOf(row.after().get("price")));
                } else if (row.kind() == EntryKind.UPDATED && last.containsKey(code)) {
                    assertThat(row.after()).as("an update overruled a person").doesNotContainKey("price");
                }
            }
        }
        assertThat(edits).isEqualTo(EDITORS * EDITS);
        for (String code : CODES) {
            assertThat(db.rows("select price from tier where code = '" + code + "'"))
                    .containsExactly(last.get(code));
        }
        assertThat(people.ledger().verify(null).problems()).isEmpty();
    }
}
