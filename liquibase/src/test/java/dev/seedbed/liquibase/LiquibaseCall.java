package dev.seedbed.liquibase;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.configuration.LiquibaseConfiguration;
import liquibase.configuration.core.DefaultsFileValueProvider;
import liquibase.logging.core.BufferedLogService;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.ConsoleUIService;

/**
 * One call of Liquibase, made by a class of the loader that has the Liquibase: the command and its arguments go in, and
 * what it said comes out as {@code ui}, {@code output}, {@code log} and {@code error}.
 */
@SuppressWarnings("deprecation") // BufferedLogService has no successor
public final class LiquibaseCall implements UnaryOperator<Map<String, String>> {
    @Override
    public Map<String, String> apply(Map<String, String> arguments) {
        Map<String, String> left = new HashMap<>(arguments);
        String command = left.remove("command");
        Path directory = Path.of(left.remove("directory"));
        ByteArrayOutputStream ui = new ByteArrayOutputStream();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        BufferedLogService log = new BufferedLogService();
        Map<String, String> said = new HashMap<>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader classPath = LiquibaseCall.class.getClassLoader();
        Thread.currentThread().setContextClassLoader(classPath);
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {directory.toUri().toURL()}, classPath);
                DirectoryResourceAccessor files = new DirectoryResourceAccessor(directory)) {
            ConsoleUIService console = new ConsoleUIService();
            console.setOutputStream(new PrintStream(ui, true, StandardCharsets.UTF_8));
            Map<String, Object> scope = new HashMap<>();
            scope.put(Scope.Attr.ui.name(), console);
            scope.put(Scope.Attr.logService.name(), log);
            scope.put(Scope.Attr.resourceAccessor.name(), files);
            scope.put(Scope.Attr.classLoader.name(), loader);
            scope.put("liquibase.analytics.enabled", "false");
            left.entrySet().stream()
                    .filter(setting -> setting.getKey().startsWith("seedbed."))
                    .forEach(setting -> scope.put(setting.getKey(), setting.getValue()));
            Scope.child(
                    scope,
                    () -> withDefaults(directory.resolve("liquibase.properties"), () -> {
                        CommandScope call = new CommandScope(command);
                        left.forEach((name, value) -> {
                            if (!name.startsWith("seedbed.")) {
                                call.addArgumentValue(name, value);
                            }
                        });
                        call.setOutput(output).execute();
                    }));
        } catch (Exception e) {
            said.put("error", e.getMessage());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        said.put("ui", ui.toString(StandardCharsets.UTF_8));
        said.put("output", output.toString(StandardCharsets.UTF_8));
        said.put("log", log.getLogAsString(Level.INFO));
        return said;
    }

    /** As the command line and the Maven plugin of Liquibase take their settings. */
    private static void withDefaults(Path file, Scope.ScopedRunner<Object> call) throws Exception {
        if (!Files.exists(file)) {
            call.run();
            return;
        }
        LiquibaseConfiguration configuration = Scope.getCurrentScope().getSingleton(LiquibaseConfiguration.class);
        DefaultsFileValueProvider defaults = new DefaultsFileValueProvider(file.toFile());
        configuration.registerProvider(defaults);
        try {
            call.run();
        } finally {
            configuration.unregisterProvider(defaults);
        }
    }
}
