package dev.seedbed.liquibase;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig.AfterMigrate;
import java.sql.Connection;
import java.util.Arrays;
import liquibase.Scope;
import liquibase.change.custom.CustomTaskChange;
import liquibase.database.Database;
import liquibase.exception.CustomChangeException;
import liquibase.exception.ValidationErrors;
import liquibase.executor.ExecutorService;
import liquibase.resource.ResourceAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Plants seeds at a place of the changelog, for change sets behind it that need them:
 * {@code <customChange class="dev.seedbed.liquibase.SeedbedChange">}, in a change set that runs always. The run joins
 * Liquibase's transaction: where the change set fails, the seeds are gone with it.
 */
public final class SeedbedChange implements CustomTaskChange {
    private @Nullable String seeds;
    private @Nullable String mode;
    private @Nullable Report report;

    /** The places of the seeds, separated by commas; default: as {@code seedbed.yaml} says. */
    public void setSeeds(String places) {
        seeds = places;
    }

    /** {@code fill}, {@code init} or {@code update}; default: as {@code after-migrate} in {@code seedbed.yaml} says. */
    public void setMode(String label) {
        mode = label;
    }

    @Override
    public void setUp() {
        // There is nothing to prepare.
    }

    @Override
    public void setFileOpener(ResourceAccessor resources) {
        // Seeds are found on the class path and in directories, as everywhere.
    }

    @Override
    public ValidationErrors validate(Database database) {
        ValidationErrors errors = new ValidationErrors();
        try {
            afterMigrate();
        } catch (SeedException e) {
            errors.addError(e.getMessage());
        }
        return errors;
    }

    @Override
    public String getConfirmationMessage() {
        long planted = report == null ? 0 : report.inserted();
        return "Seeds: " + planted + (planted == 1 ? " row" : " rows") + " planted";
    }

    /** @throws CustomChangeException with what is wrong, where, and how it is mended */
    @Override
    public void execute(Database database) throws CustomChangeException {
        Connection connection = Joined.connection(database);
        if (connection == null || isOnlyPrinted(database)) {
            return;
        }
        try {
            Seedbed.Builder builder = Joined.builder(database, connection, null);
            if (seeds != null) {
                builder.seeds(
                        Arrays.stream(seeds.split(",", -1)).map(String::strip).toArray(String[]::new));
            }
            AfterMigrate chosen = afterMigrate();
            if (chosen != null) {
                builder.afterMigrate(chosen);
            }
            report = builder.build().afterMigrations().orElse(null);
        } catch (SeedException e) {
            throw new CustomChangeException("The seeds were not planted.\n" + e.getMessage(), e);
        }
    }

    /** Liquibase has changes like this one executed for {@code update-sql} too. */
    private static boolean isOnlyPrinted(Database database) {
        return !Scope.getCurrentScope()
                .getSingleton(ExecutorService.class)
                .getExecutor("jdbc", database)
                .updatesDatabase();
    }

    private @Nullable AfterMigrate afterMigrate() {
        return mode == null ? null : AfterMigrate.of(mode, "mode of the custom change");
    }
}
