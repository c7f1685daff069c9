package dev.seedbed.liquibase;

import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.util.List;
import liquibase.Scope;
import liquibase.change.custom.CustomChangeWrapper;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.command.AbstractCommandStep;
import liquibase.command.CommandDefinition;
import liquibase.command.CommandResultsBuilder;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;

/**
 * Plants seeds after each {@code update}, also one with nothing to update, and at no other command: what
 * {@code after-migrate} in {@code seedbed.yaml} says, which is to fill unless it says otherwise. Liquibase finds it by
 * itself.
 *
 * <p>The change sets are committed by then, and the lock on the changelog is given back. The run joins Liquibase's connection,
 * and this step commits it, or rolls it back. What keeps the seeds from being planted fails {@code update}; the change sets
 * stay.
 */
public final class SeedbedCommandStep extends AbstractCommandStep {
    /** Behind whatever {@code update} does itself. */
    private static final int ORDER = 5000;

    private static final int NOT_APPLICABLE = -1;

    @Override
    public String[][] defineCommandNames() {
        return new String[0][];
    }

    @Override
    public int getOrder(CommandDefinition command) {
        return command.is(UpdateCommandStep.COMMAND_NAME) ? ORDER : NOT_APPLICABLE;
    }

    @Override
    public List<Class<?>> requiredDependencies() {
        return List.of(Database.class);
    }

    /** @throws LiquibaseException with what is wrong, where, and how it is mended */
    @Override
    public void run(CommandResultsBuilder results) throws Exception {
        CommandScope scope = results.getCommandScope();
        Database database = (Database) scope.getDependency(Database.class);
        warnOfChangesThatRunOnce(scope);
        Connection connection = Joined.connection(database);
        if (connection == null) {
            return;
        }
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            Joined.builder(database, connection, scope.getArgumentValue(UpdateCommandStep.CONTEXTS_ARG))
                    .build()
                    .afterMigrations();
            connection.commit();
        } catch (SeedException e) {
            connection.rollback();
            throw new LiquibaseException("Updated, but the seeds were not planted.\n" + e.getMessage(), e);
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private static void warnOfChangesThatRunOnce(CommandScope scope) {
        if (!(scope.getDependency(DatabaseChangeLog.class) instanceof DatabaseChangeLog changelog)) {
            return;
        }
        for (ChangeSet changeSet : changelog.getChangeSets()) {
            boolean seeds = changeSet.getChanges().stream()
                    .anyMatch(change -> change instanceof CustomChangeWrapper custom
                            && SeedbedChange.class.getName().equals(custom.getClassName()));
            if (seeds && !changeSet.isAlwaysRun()) {
                Scope.getCurrentScope()
                        .getLog(SeedbedCommandStep.class)
                        .warning("Change set " + changeSet.getId() + " of " + changeSet.getFilePath()
                                + " plants seeds once and never again: give it runAlways=\"true\", so that later seeds"
                                + " are planted there, too.");
            }
        }
    }
}
