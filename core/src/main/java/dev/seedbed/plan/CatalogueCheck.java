package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** How seeds and database fit together, told rather than thrown; only reads. */
public final class CatalogueCheck {
    private final Dialect dialect;
    private final Settings settings;
    private final List<SeedUnit> units;

    /** @param units seeders that an environment plants together, update seeders included */
    public CatalogueCheck(Dialect dialect, Settings settings, List<SeedUnit> units) {
        this.dialect = dialect;
        this.settings = settings;
        this.units = List.copyOf(units);
    }

    /** The tables that the seeds name, and those that they refer to. */
    public Catalogue catalogue(Connection connection) throws SQLException {
        return dialect.describe(connection, WrittenTables.in(units), settings.schema());
    }

    /**
     * Everything for which planning would refuse the seeds, here or where rows are missing that are here.
     *
     * @param notChosen seeders that are left out since others were chosen
     * @param notHere seeders that are not planted together with these
     * @param warnings takes what planning would warn of
     */
    public List<Problem> errors(
            Connection connection, List<SeedUnit> notChosen, List<SeedUnit> notHere, Collection<Problem> warnings)
            throws SQLException {
        return new Planner(
                        dialect,
                        settings,
                        Mode.FILL,
                        units,
                        new PlanMemory(),
                        Progress.NONE,
                        catalogue -> LedgerView.NONE)
                .leavingOut(notChosen, notHere)
                .problems(connection, warnings);
    }

    /** Said of a key column that is sensitive, which seeds tell without a database where they name the key. */
    public static Problem sensitiveKey(String column, String where) {
        return TableWarnings.sensitiveKey(column, where);
    }

    /** What planning takes, but what will bite one day. */
    public List<Problem> warnings(Catalogue catalogue) {
        try {
            TableBinder binder = new TableBinder(dialect, catalogue, settings, new Problems(), null);
            return TableWarnings.of(dialect, binder.bind(units));
        } catch (SeedException e) {
            // A file that cannot be read through is among the errors.
            return List.of();
        }
    }
}
