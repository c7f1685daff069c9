package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.database.TableName;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.LedgerMemory;
import dev.seedbed.ledger.LedgerTable;
import dev.seedbed.ledger.LedgerWriter;
import dev.seedbed.ledger.RowEdit;
import dev.seedbed.ledger.StoredLedger;
import dev.seedbed.ledger.TableHistory;
import dev.seedbed.plan.LedgerRow;
import dev.seedbed.plan.LedgerView;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of a ledger is what reading all of it would tell, whatever is written into it. */
class LedgerMemoryTest {
    private static final long SEED = Long.getLong("seedbed.ledger.seed", 20261127L);
    private static final int HISTORIES = 6;
    private static final int LONGEST = 25;
    private static final List<String> COLUMNS = List.of("name", "price", "unit_id.code");

    @TempDir
    private Path folder;

    @Test
    void random_histories_are_remembered_as_they_are() throws Exception {
        for (int i = 0; i < HISTORIES; i++) {
            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            Ledgers ledger = new Ledgers(new TestDatabase(dataSource, folder)).create();
            play(dataSource, ledger, new Random(SEED + i), i % 4 == 0);
        }
    }

    private static void play(JdbcDataSource dataSource, Ledgers ledger, Random random, boolean renames)
            throws SQLException {
        LedgerMemory memory = new LedgerMemory();
        for (int step = 0; step < LONGEST; step++) {
            ledger.write(writer -> {
                if (random.nextInt(50) == 0) {
                    writer.reset();
                }
                for (int i = random.nextInt(4); i >= 0; i--) {
                    add(writer, random, renames);
                }
            });
            if (random.nextInt(3) > 0) {
                compare(dataSource, memory, random, "history with seed " + SEED + ", step " + step);
            }
        }
    }

    private static void add(LedgerWriter writer, Random random, boolean renames) throws SQLException {
        Map<String, @Nullable String> key = key(random.nextInt(6));
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        for (String column : COLUMNS) {
            if (random.nextInt(2) == 0) {
                columns.put(column, random.nextInt(5) == 0 ? null : String.valueOf(random.nextInt(100)));
            }
        }
        Set<String> kept = random.nextInt(5) == 0 ? Set.of("note") : Set.of();
        // What was before, and what is not told, count for nothing.
        Map<String, @Nullable String> before = random.nextInt(3) == 0 ? Map.of("price", "99") : Map.of();
        Set<String> hidden = random.nextInt(6) == 0 ? Set.of("price") : Set.of();
        int kind = random.nextInt(renames ? 11 : 10);
        if (kind < 2) {
            LedgerRow.Kind[] kinds = LedgerRow.Kind.values();
            LedgerRow.Kind written = kinds[random.nextInt(kinds.length)];
            writer.add(new LedgerRow(
                    "tier",
                    "tier",
                    written == LedgerRow.Kind.RENAMED ? LedgerRow.Kind.PLANTED : written,
                    key,
                    null,
                    columns,
                    kept,
                    before,
                    hidden));
        } else if (kind == 2) {
            writer.pin("tier", key, random.nextBoolean() ? null : "price");
        } else if (kind == 3) {
            writer.unpin("tier", key, random.nextBoolean() ? null : "price");
        } else if (kind < 10) {
            EntryKind edit = List.of(
                            EntryKind.CHANGED,
                            EntryKind.CHANGED,
                            EntryKind.CHANGED,
                            EntryKind.CREATED,
                            EntryKind.DELETED,
                            EntryKind.RESTORED)
                    .get(random.nextInt(6));
            Set<String> secret = random.nextInt(6) == 0 ? Set.of("token") : Set.of();
            if (edit == EntryKind.CHANGED && random.nextInt(4) == 0) {
                columns.putAll(key(random.nextInt(6)));
            }
            writer.edit(new RowEdit("tier", "tier", edit, key, before, columns, kept, secret));
        } else {
            writer.add(new LedgerRow(
                    "tier",
                    "tier",
                    LedgerRow.Kind.RENAMED,
                    key,
                    key((Integer.parseInt(Objects.requireNonNull(key.get("code"))) + 1) % 6),
                    columns));
        }
        if (random.nextInt(3) == 0) {
            writer.finish();
        }
    }

    private static Map<String, @Nullable String> key(int number) {
        Map<String, @Nullable String> key = new LinkedHashMap<>();
        key.put("code", String.valueOf(number));
        return key;
    }

    private static void compare(JdbcDataSource dataSource, LedgerMemory memory, Random random, String where)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Dialect dialect = Dialects.of(connection);
            Catalogue catalogue = dialect.describe(connection, List.of(LedgerTable.NAME), null);
            TableName name = Objects.requireNonNull(LedgerTable.in(catalogue));
            Set<String> wanted = new LinkedHashSet<>();
            List<String> all = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                all.add(LedgerView.key(key(i)));
                if (random.nextInt(3) == 0) {
                    wanted.add(LedgerView.key(key(i)));
                }
            }
            LedgerView.Rows stored = Objects.requireNonNull(
                    new StoredLedger(dialect, name).read(connection, "tier", List.of(), wanted::contains));
            LedgerView.Rows remembered = Objects.requireNonNull(
                    memory.in(catalogue, dialect).read(connection, "tier", List.of(), () -> wanted));
            Set<String> looked = new LinkedHashSet<>(all.subList(0, 1 + random.nextInt(7)));
            TableHistory written = TableHistory.of(connection, dialect, name, "tier", looked);
            TableHistory rememberedWritten = memory.history(connection, dialect, name, "tier", looked);
            for (String key : all) {
                assertThat(remembered.knows(key)).as("%s, knows %s", where, key).isEqualTo(stored.knows(key));
                assertThat(remembered.row(key)).as("%s, row %s", where, key).isEqualTo(stored.row(key));
                if (looked.contains(key)) {
                    assertThat(rememberedWritten.pins(key)).as(where).isEqualTo(written.pins(key));
                    for (String column : List.of("name", "price", "unit_id", "token")) {
                        assertThat(rememberedWritten.written(key, column))
                                .as("%s, %s of %s", where, column, key)
                                .isEqualTo(written.written(key, column));
                    }
                }
            }
            assertThat(remembered.renames()).as(where).isEqualTo(stored.renames());
            connection.rollback();
        }
    }
}
