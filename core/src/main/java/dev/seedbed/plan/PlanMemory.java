package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.TableName;
import dev.seedbed.seed.SeedUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs of one {@code Seedbed} hand on to each other, so that the next need not find it out again. */
public final class PlanMemory {
    @Nullable
    Catalogue catalogue;

    @Nullable
    Prepared prepared;

    /** The tables whose rows the last plan has read, where it has read nothing else and they are not too large. */
    @Nullable
    List<TableName> readTables;

    @Nullable
    Settled settled;

    /**
     * A plan with nothing to do, which holds as long as seeds, tables and rows are what they were.
     *
     * @param versions of the rows of {@code tables} when they were read, or before
     */
    record Settled(List<SeedUnit> units, Prepared prepared, List<TableName> tables, String versions, Plan plan) {}

    /** After a failure nothing is taken for granted. */
    public void forget() {
        catalogue = null;
        prepared = null;
        readTables = null;
        settled = null;
    }
}
