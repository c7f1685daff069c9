package dev.seedbed.liquibase;

import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig.AfterMigrate;
import java.util.Optional;
import liquibase.Contexts;
import liquibase.RuntimeEnvironment;
import liquibase.Scope;
import liquibase.change.custom.CustomTaskChange;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.Database;
import liquibase.exception.CustomChangeException;
import liquibase.exception.DatabaseException;
import liquibase.exception.ValidationErrors;
import liquibase.executor.Executor;
import liquibase.executor.ExecutorService;
import liquibase.resource.ResourceAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Plants seeds at a point of the changelog, in the transaction of its changeset where the database takes part in one.
 * Liquibase makes it and calls its setters.
 *
 * <pre>{@code
 * <changeSet id="seeds" author="app" runAlways="true">
 *   <customChange class="dev.seedbed.liquibase.SeedbedChange">
 *     <param name="seeds" value="classpath:seeds"/>
 *   </customChange>
 * </changeSet>
 * }</pre>
 */
public final class SeedbedChange implements CustomTaskChange {
    private @Nullable String seeds;
    private String mode = "fill";
    private String message = "Seedbed has nothing to say yet";

    /** Where the seeds are, with commas between several places; default: as {@code seedbed.yaml} says. */
    public void setSeeds(String seeds) {
        this.seeds = seeds;
    }

    public @Nullable String getSeeds() {
        return seeds;
    }

    /** {@code fill}, {@code init}, {@code update} or {@code off}; default: {@code fill}. */
    public void setMode(String mode) {
        this.mode = mode;
    }

    public String getMode() {
        return mode;
    }

    @Override
    public void setUp() {}

    @Override
    public void setFileOpener(ResourceAccessor resourceAccessor) {}

    @Override
    public ValidationErrors validate(Database database) {
        ValidationErrors errors = new ValidationErrors();
        try {
            afterMigrate();
        } catch (SeedException e) {
            errors.addError(e.getMessage());
        }
        ChangeSet changeSet = Scope.getCurrentScope().get(Scope.Attr.changeSet, ChangeSet.class);
        if (changeSet != null && !changeSet.isAlwaysRun()) {
            errors.addWarning("Seeds of later releases are not planted by a changeset that runs once:"
                    + " give it runAlways=\"true\", or leave them to what follows each update");
        }
        return errors;
    }

    @Override
    public void execute(Database database) throws CustomChangeException {
        Planting planting = new Planting(database, contexts(), seeds, afterMigrate());
        try {
            if (planting.isOnDatabase()) {
                Optional<Report> report = planting.joined();
                message = report.map(Planting::text).orElse("Seedbed is off here");
                // Liquibase logs what a change has to say where nobody looks by default.
                if (report.filter(Planting::hasTroubles).isPresent()) {
                    Scope.getCurrentScope().getUI().sendMessage(message);
                }
            } else {
                comment(database);
            }
        } catch (SeedException | DatabaseException e) {
            throw new CustomChangeException(e.getMessage(), e);
        }
    }

    @Override
    public String getConfirmationMessage() {
        return message;
    }

    /** In a changelog in YAML {@code off} is a boolean. */
    private AfterMigrate afterMigrate() {
        return AfterMigrate.of(
                "false".equals(mode) ? "off" : mode, "param \"mode\" of " + SeedbedChange.class.getName());
    }

    private static Contexts contexts() {
        DatabaseChangeLog changelog =
                Scope.getCurrentScope().get(Scope.Attr.databaseChangeLog, DatabaseChangeLog.class);
        RuntimeEnvironment environment = changelog == null ? null : changelog.getRuntimeEnvironment();
        return environment == null ? new Contexts() : environment.getContexts();
    }

    private static void comment(Database database) throws DatabaseException {
        Executor executor =
                Scope.getCurrentScope().getSingleton(ExecutorService.class).getExecutor("jdbc", database);
        executor.comment(
                "Seedbed plants seeds here, as it finds them missing: \"seedbed plan\" shows what that would be");
    }
}
