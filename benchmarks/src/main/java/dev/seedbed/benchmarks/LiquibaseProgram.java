package dev.seedbed.benchmarks;

import java.nio.file.Path;
import liquibase.command.CommandScope;
import liquibase.exception.CommandExecutionException;
import liquibase.resource.DirectoryResourceAccessor;

/** {@code liquibase update} with the folder that it is given. */
final class LiquibaseProgram {
    private LiquibaseProgram() {}

    public static void main(String[] arguments) throws Exception {
        java.util.logging.Logger.getLogger("liquibase").setLevel(java.util.logging.Level.SEVERE);
        java.util.Map<String, Object> scope =
                java.util.Map.of(liquibase.Scope.Attr.resourceAccessor.name(), accessor(Path.of(arguments[1])));
        liquibase.Scope.child(scope, () -> update(arguments[0]));
    }

    private static DirectoryResourceAccessor accessor(Path folder) throws java.io.FileNotFoundException {
        return new DirectoryResourceAccessor(folder);
    }

    private static void update(String url) throws CommandExecutionException {
        new CommandScope("update")
                .addArgumentValue("url", url)
                .addArgumentValue("changelogFile", "changelog.xml")
                .execute();
    }
}
