package dev.seedbed.rows;

import dev.seedbed.database.Catalogue;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerRun;
import dev.seedbed.plan.Settings;
import dev.seedbed.run.Guard;
import dev.seedbed.run.Reading;
import dev.seedbed.run.ValuesOnInsert;
import dev.seedbed.seed.SeedUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Tables} and {@link Edits} work on; the entry point supplies it. May be used by several threads at once. */
public interface RowsAccess {
    /**
     * The seeds as their files are now.
     *
     * @param planted those that take part in a run
     * @param notChosen those that were left out, where others were named
     * @param notHere those that are not planted in this environment
     */
    record Seeds(List<SeedUnit> planted, List<SeedUnit> notChosen, List<SeedUnit> notHere, Settings settings) {}

    Seeds seeds();

    /** Looks at one moment of the database. */
    <T> T reading(Reading.Look<T> look);

    /** Writes under the lock of all runs, in one transaction. */
    <T> T writing(Reading.Look<T> work);

    /** True where work joins the caller's transaction, so that nothing is committed here. */
    boolean joins();

    /** Keeps off databases that are meant for another environment. */
    Guard guard();

    LedgerKey ledgerKey();

    /**
     * What entries say of who wrote them.
     *
     * @param command what is done, such as {@code change}
     * @param actor null for whoever the entry point was told of
     */
    LedgerRun ledgerRun(String command, @Nullable String actor, @Nullable String reason, Catalogue catalogue);

    ValuesOnInsert valuesOnInsert();
}
