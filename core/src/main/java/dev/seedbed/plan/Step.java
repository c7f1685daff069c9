package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SqlSeed;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that a run does, in order. */
public sealed interface Step {
    /**
     * Inserts rows of one table.
     *
     * @param rows ordinals of the rows; null for all that are to be inserted
     * @param deferred by ordinal, columns that are inserted as NULL and closed by a later step
     */
    record Insert(PlannedTable table, @Nullable BitSet rows, Map<Integer, BitSet> deferred) implements Step {}

    /**
     * Gives rows that are there their new keys, and nothing else; comes before any row is inserted that refers to them.
     *
     * @param rows ordinals of the rows
     */
    record Rename(PlannedTable table, BitSet rows) implements Step {}

    /** Gives rows that are there their new values, keys apart. */
    record Update(PlannedTable table) implements Step {}

    /** Takes out rows that the application no longer wants; comes last, with those that refer before those referred to. */
    record Retire(PlannedTable table, List<Retirement> rows) implements Step {
        public Retire {
            rows = List.copyOf(rows);
        }
    }

    /** Sets references of all rows of a table to NULL, so that the rows they lead to can go. */
    record Detach(BoundTable table, List<Column> columns) implements Step {
        public Detach {
            columns = List.copyOf(columns);
        }
    }

    /** Takes all rows out of tables, of several by one statement. */
    record Empty(List<BoundTable> tables) implements Step {
        public Empty {
            tables = List.copyOf(tables);
        }
    }

    /** Writes nothing but what the ledger is to remember of rows that were there before it. */
    record Adopt(PlannedTable table, BitSet rows) implements Step {}

    /** Plants all rows of a table that is empty, in the one pass that reads and checks them. */
    record Load(PlannedTable table) implements Step {}

    /** Sets a reference that had to wait for its target, in rows inserted before. */
    record Close(PlannedTable table, int column, BitSet rows) implements Step {}

    /** Inserts rows that need each other, by one statement. */
    record InsertTogether(List<Insert> inserts) implements Step {}

    /**
     * Runs SQL of a seeder.
     *
     * @param done true where nothing is left to do for it
     */
    record Sql(SeedUnit unit, SqlSeed sql, boolean done) implements Step {}
}
