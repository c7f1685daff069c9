package dev.seedbed;

import dev.seedbed.database.Catalogue;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerRun;
import dev.seedbed.plan.Mode;
import dev.seedbed.rows.RowsAccess;
import dev.seedbed.run.Guard;
import dev.seedbed.run.Reading;
import dev.seedbed.run.ValuesOnInsert;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.source.SeedReadings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rows of seeded tables are looked at and changed with: the seeds as a run would choose them. */
final class SeedRowsAccess implements RowsAccess {
    private final Setup setup;
    private final SeedReadings readings = new SeedReadings();
    private @Nullable List<SeedUnit> read;
    private @Nullable Seeds chosen;

    SeedRowsAccess(Setup setup) {
        this.setup = setup;
    }

    /** The same as before where the seeds are. */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public synchronized Seeds seeds() {
        List<SeedUnit> units = readings.read(setup.wanted().source());
        Seeds before = chosen;
        if (before != null && read == units) {
            return before;
        }
        Setup.Chosen now = setup.choose(units);
        Selection selection = now.selection();
        Seeds seeds = new Seeds(selection.planted(), selection.notChosen(), selection.skipped(), now.settings());
        read = units;
        chosen = seeds;
        return seeds;
    }

    @Override
    public <T> T reading(Reading.Look<T> look) {
        return setup.target().reading(look);
    }

    @Override
    public <T> T writing(Reading.Look<T> work) {
        return setup.target().writing(work);
    }

    @Override
    public boolean joins() {
        return setup.target().connection() != null;
    }

    @Override
    public Guard guard() {
        return new Guard(
                Mode.UPDATE,
                setup.target().environment(),
                setup.target().environmentDeclaredBy(),
                setup.asked().confirmation(),
                false);
    }

    @Override
    public LedgerKey ledgerKey() {
        return setup.ledgerKey();
    }

    @Override
    public LedgerRun ledgerRun(String command, @Nullable String actor, @Nullable String reason, Catalogue catalogue) {
        return setup.ledgerRun(
                command,
                actor == null ? setup.asked().actor() : actor,
                reason == null ? setup.asked().reason() : reason,
                catalogue);
    }

    @Override
    public ValuesOnInsert valuesOnInsert() {
        return new ValuesOnInsert(setup.clock().instant(), setup.variables());
    }
}
