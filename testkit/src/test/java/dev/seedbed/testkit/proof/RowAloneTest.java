package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.rows.Edits;
import dev.seedbed.rows.PageRequest;
import dev.seedbed.rows.RowException;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.Tables;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One row, looked at or changed, is told as the page tells it, though only the page is made from a plan of all rows: for
 * random tables whose rows hang together in all the ways that there are, and for random edits of them.
 */
class RowAloneTest {
    private static final long SEED = Long.getLong("seedbed.rows.seed", 20261127L);
    private static final List<String> CODES = List.of("a", "b", "c", "d", "e");

    @TempDir
    Path folder;

    @Test
    void in_60_worlds() {
        play(60);
    }

    @Test
    @Tag("slow")
    void in_1000_worlds() {
        play(1_000);
    }

    private void play(int worlds) {
        for (int i = 0; i < worlds; i++) {
            long seed = SEED + i;
            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            TestDatabase db = new TestDatabase(dataSource, folder.resolve("world-" + worlds + "-" + i));
            try {
                new World(db, new Random(seed)).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("again with -Dseedbed.rows.seed=" + seed, e);
            }
            db.sql("shutdown");
        }
    }

    /** Regions, tiers in them, and what these grant; planted, changed by hand, and met by another release. */
    private static final class World {
        private final TestDatabase db;
        private final Random random;
        private final boolean softDelete;
        private final boolean hold;
        private final boolean unique;
        private final boolean plainKeys;
        private final boolean managed;
        private final boolean renames;
        private final boolean retires;
        private final boolean ledger;

        World(TestDatabase db, Random random) {
            this.db = db;
            this.random = random;
            softDelete = once(2);
            hold = once(2);
            unique = once(2);
            plainKeys = once(2);
            managed = once(2);
            renames = once(5);
            retires = once(5);
            ledger = !once(4);
        }

        private boolean once(int in) {
            return random.nextInt(in) == 0;
        }

        private String one(String... of) {
            return of[random.nextInt(of.length)];
        }

        private String release(boolean second) {
            StringBuilder text = new StringBuilder("tables:\n  region:\n    key: [code]\n    rows:\n");
            for (int i = 1; i < 4; i++) {
                if (!once(5)) {
                    text.append("      - {id: %d, code: r%d, rank: %d}\n".formatted(i, i, random.nextInt(2)));
                }
            }
            text.append("      - {id: 9, code: r9, rank: 1}\n  tier:\n    key: [code]\n")
                    .append(softDelete ? "    soft-delete: removed\n" : "")
                    .append(managed ? "    managed: [level]\n" : "")
                    .append("    rows:\n");
            StringBuilder grants = new StringBuilder();
            for (int i = 0; i < CODES.size(); i++) {
                if (!once(5)) {
                    text.append(tier(i + 1, CODES.get(i), second));
                    for (String name : List.of("read", "write")) {
                        if (!once(3)) {
                            grants.append(grant(CODES.get(i), name));
                        }
                    }
                }
            }
            return text.append(tier(77, "last", false))
                    .append(retires && second ? "    retired:\n      - {code: gone}\n" : "")
                    .append("  tier_grant:\n    key: [tier_id, name]\n")
                    .append(hold ? "    missing: hold\n" : "")
                    .append("    rows:\n")
                    .append(grants)
                    .append(grant("last", "base"))
                    .toString();
        }

        private String tier(int id, String code, boolean second) {
            String tag = second && once(2) ? "t" + (id % 5 + 1) + "-new" : "t" + id;
            return "      - {id: " + id + ", code: " + code + ", price: " + random.nextInt(3) + ", level: "
                    + random.nextInt(2) + (unique ? ", tag: " + tag : "")
                    + ", region_id: " + (plainKeys ? "9" : "{code: r9}")
                    + (second && once(2) ? ", $was: {price: [" + random.nextInt(3) + "]}" : "")
                    + (second && renames && once(3) ? ", $formerly: [{code: old_" + code + "}]" : "")
                    + (once(9) ? ", $protected: true" : "")
                    + "}\n";
        }

        private String grant(String code, String name) {
            return "      - {tier_id: {code: " + code + "}, name: " + name + ", level: " + random.nextInt(3) + "}\n";
        }

        void play() {
            db.sql(
                    "create table region (id integer primary key, code varchar(9) not null unique, rank integer)",
                    "create table tier (id integer primary key, code varchar(20) not null unique, price numeric(10,2),"
                            + " level integer, tag varchar(9)" + (unique ? " unique" : "")
                            + ", region_id integer references region (id), removed timestamp)",
                    "create table tier_grant (tier_id integer not null references tier (id), name varchar(20) not null,"
                            + " level integer, primary key (tier_id, name))");
            String first = release(false);
            if (ledger) {
                db.seeds(first).build().ledger().enable();
            }
            db.seeds(first).allowBlocked(true).build().update();
            byHand();
            String second = release(true);
            Tables tables = db.seeds(second).allowBlocked(true).build().tables();
            Tables pages = db.seeds(second).allowBlocked(true).build().tables();
            for (String table : List.of("region", "tier", "tier_grant")) {
                page(tables, table)
                        .forEach(
                                (key, row) -> assertThat(tables.row(table, key)).isEqualTo(row));
            }
            for (int i = 0; ledger && i < 12; i++) {
                byAnna(tables, pages, one("region", "tier", "tier_grant"), "own" + i);
            }
        }

        private void byHand() {
            for (String code : CODES) {
                String its = " in (select id from tier where code = '" + code + "')";
                if (once(3)) {
                    db.sql("update tier set price = " + random.nextInt(3) + ", level = " + random.nextInt(2)
                            + " where code = '" + code + "'");
                }
                if (once(4)) {
                    db.sql("update tier_grant set level = " + random.nextInt(3) + " where tier_id" + its);
                }
                if (once(4)) {
                    db.sql("delete from tier_grant where name = 'read' and tier_id" + its);
                }
                if (softDelete && once(4)) {
                    db.sql("update tier set removed = now() where code = '" + code + "'");
                }
                if (renames && once(4)) {
                    db.sql("update tier set code = 'old_" + code + "' where code = '" + code + "'");
                }
                if (once(6)) {
                    db.sql(
                            "delete from tier_grant where tier_id" + its,
                            "delete from tier where code = '" + code + "'");
                }
            }
            if (unique && once(2)) {
                db.sql("update tier set tag = 't" + (1 + random.nextInt(5)) + "-new' where code = 'last'");
            }
            db.sql("insert into tier (id, code, price) values (90, 'mine', 1), (91, 'gone', 1)");
            db.sql("insert into tier_grant values (90, 'read', 1)");
        }

        private static Map<Map<String, String>, TableRow> page(Tables tables, String table) {
            Map<Map<String, String>, TableRow> rows = new LinkedHashMap<>();
            tables.page(table, PageRequest.first(200)).rows().forEach(row -> rows.put(row.key(), row));
            return rows;
        }

        private void byAnna(Tables tables, Tables pages, String table, String name) {
            List<TableRow> all = List.copyOf(page(pages, table).values());
            TableRow answer;
            try {
                answer = edited(tables.by("anna", "agreed"), table, all.get(random.nextInt(all.size())), name);
            } catch (RowException e) {
                answer = e.current();
            }
            if (answer != null) {
                assertThat(page(pages, answer.table()).get(answer.key())).isEqualTo(answer);
            }
        }

        /** Null where nothing is answered. */
        private @Nullable TableRow edited(Edits anna, String table, TableRow row, String name) {
            String version = row.version();
            String column = table.equals("tier") ? one("price", "level") : table.equals("region") ? "rank" : "level";
            if (version == null) {
                return anna.restore(table, row.key(), null, null);
            }
            switch (random.nextInt(8)) {
                case 0 -> {
                    return anna.restore(table, row.key(), version, once(2) ? null : column);
                }
                case 1 -> {
                    anna.delete(table, row.key(), version);
                    return null;
                }
                case 2 -> {
                    anna.pin(table, row.key(), version, once(2) ? null : column);
                    return null;
                }
                case 3 -> {
                    anna.unpin(table, row.key(), null);
                    return null;
                }
                case 4 -> {
                    return anna.create(
                            "tier_grant",
                            Map.of("tier_id.code", one("a", "b", "last"), "name", one("read", name), "level", "1"));
                }
                case 5 -> {
                    String key = table.equals("tier_grant") ? "name" : "code";
                    return anna.change(table, row.key(), version, Map.of(key, one("a", "b", "read", name)));
                }
                default -> {
                    return anna.change(table, row.key(), version, Map.of(column, "" + random.nextInt(3)));
                }
            }
        }
    }
}
