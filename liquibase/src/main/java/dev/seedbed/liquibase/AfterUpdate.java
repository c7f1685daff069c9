package dev.seedbed.liquibase;

import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig.AfterMigrate;
import java.util.List;
import liquibase.Contexts;
import liquibase.Scope;
import liquibase.command.AbstractCommandStep;
import liquibase.command.CommandDefinition;
import liquibase.command.CommandResultsBuilder;
import liquibase.command.CommandScope;
import liquibase.database.Database;
import liquibase.exception.CommandExecutionException;

/**
 * Plants what the configuration has follow migrations, after Liquibase's {@code update} and {@code update-to-tag}, once
 * the lock on the changelog is free. Where that fails, the command does: its changesets stay, and no seed was written, unless
 * the connection was lost at COMMIT. Liquibase makes an instance for each of its commands.
 */
public final class AfterUpdate extends AbstractCommandStep {
    /** Behind the commands themselves, which are 1000. */
    private static final int ORDER = 5000;

    private static final List<String> COMMANDS = List.of("update", "migrate", "updateToTag");

    @Override
    public String[][] defineCommandNames() {
        return new String[0][];
    }

    @Override
    @SuppressWarnings("deprecation") // there is no other way yet to follow a command
    public int getOrder(CommandDefinition command) {
        return COMMANDS.stream().anyMatch(command::is) ? ORDER : -1;
    }

    @Override
    public List<Class<?>> requiredDependencies() {
        return List.of(Database.class);
    }

    @Override
    public void run(CommandResultsBuilder results) throws CommandExecutionException {
        CommandScope command = results.getCommandScope();
        Object contexts = command.getDependency(Contexts.class);
        String mode = SeedbedSettings.AFTER_MIGRATE.getCurrentValue();
        try {
            Planting planting = new Planting(
                    (Database) command.getDependency(Database.class),
                    contexts instanceof Contexts given ? given : new Contexts(),
                    SeedbedSettings.SEEDS.getCurrentValue(),
                    mode == null ? null : AfterMigrate.of(mode, "seedbed.after-migrate"));
            if (planting.isOnDatabase()) {
                planting.alone().ifPresent(AfterUpdate::tell);
            }
        } catch (SeedException e) {
            throw failed(e);
        }
    }

    static CommandExecutionException failed(SeedException e) {
        String what = e.kind() == SeedException.Kind.UNKNOWN
                ? "Updated, but whether the seeds were planted is not known.\n"
                : "Updated, but the seeds were not planted.\n";
        return new CommandExecutionException(what + e.getMessage(), e);
    }

    private static void tell(Report report) {
        if (report.outcome() == Outcome.APPLIED || Planting.hasTroubles(report)) {
            Scope.getCurrentScope().getUI().sendMessage(Planting.text(report));
        } else {
            Scope.getCurrentScope().getLog(AfterUpdate.class).info(Planting.text(report));
        }
    }
}
