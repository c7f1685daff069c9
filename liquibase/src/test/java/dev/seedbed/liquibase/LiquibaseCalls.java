package dev.seedbed.liquibase;

import java.io.ByteArrayOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateSqlCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;

/** Calls the Liquibase of its own class loader, with the project on the class path. */
public final class LiquibaseCalls implements Calls {
    private interface Work {
        void with(Liquibase liquibase) throws Exception;
    }

    private static void run(DataSource source, Path project, String changelog, Work work) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {project.toUri().toURL()}, LiquibaseCalls.class.getClassLoader())) {
            Scope.child(java.util.Map.of(Scope.Attr.classLoader.name(), loader), () -> {
                try (Connection connection = source.getConnection()) {
                    Database database = DatabaseFactory.getInstance()
                            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
                    work.with(new Liquibase(changelog, new DirectoryResourceAccessor(project), database));
                }
            });
        }
    }

    @Override
    public void update(DataSource database, Path project, String changelog, String contexts) throws Exception {
        run(database, project, changelog, liquibase -> liquibase.update(new Contexts(contexts), new LabelExpression()));
    }

    @Override
    public String updateSql(DataSource database, Path project, String changelog) throws Exception {
        ByteArrayOutputStream sql = new ByteArrayOutputStream();
        run(
                database,
                project,
                changelog,
                liquibase -> Scope.child(
                        Scope.Attr.resourceAccessor,
                        liquibase.getResourceAccessor(),
                        () -> new CommandScope(UpdateSqlCommandStep.COMMAND_NAME)
                                .addArgumentValue(
                                        DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, liquibase.getDatabase())
                                .addArgumentValue(UpdateSqlCommandStep.CHANGELOG_FILE_ARG, changelog)
                                .setOutput(sql)
                                .execute()));
        return sql.toString(StandardCharsets.UTF_8);
    }
}
