package example.walk;

import dev.seedbed.spring.RunExit;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.walk.Walk;
import dev.seedbed.testkit.walk.Walk.Printed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The README of an example, done as it stands there: {@code java -jar} starts the application in this JVM, with the resources
 * as the README has changed them, on a PostgreSQL that the test brings up.
 */
public final class Readme {
    private static final PostgresServer SERVER = PostgresServer.of(18);
    private static final String URL = "--spring.datasource.url=";

    private final Class<?> application;
    private final Path directory;
    private final List<String> arguments;
    private final Map<String, String> databases = new LinkedHashMap<>();
    private final DelegatingDataSource current = new DelegatingDataSource();

    /** Ends what runs behind an exit, as the end of the JVM does. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;

        Ended(int code) {
            super("exit " + code);
            this.code = code;
        }
    }

    /**
     * A walk in a directory of its own.
     *
     * @param arguments more for each start; {@code {resources}} in them stands for the resources as they are by then
     */
    public Readme(Class<?> application, Path directory, String... arguments) {
        this.application = application;
        this.directory = directory;
        this.arguments = List.of(arguments);
    }

    /** Goes through the README of the working directory. */
    public Set<String> walk() throws IOException {
        copy(Path.of("src", "main", "resources"), directory.resolve("src/main/resources"));
        return new Walk(directory, current, this::command).through(Path.of("README.md"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private @Nullable Printed command(List<String> words) {
        return switch (words.get(0)) {
            case "../../mvnw", "createuser" -> new Printed(0, "");
            case "createdb" -> create(words.get(words.size() - 1));
            case "java" -> start(words.subList(3, words.size()));
            default -> null;
        };
    }

    private Printed create(String name) {
        String real = SERVER.newDatabase();
        databases.put(name, real);
        DataSource source = SERVER.dataSource(real);
        current.setTargetDataSource(source);
        return new Printed(0, "");
    }

    private Printed start(List<String> given) {
        List<String> all = new ArrayList<>();
        all.add(URL + SERVER.url(databases.values().iterator().next()));
        for (String argument : arguments) {
            all.add(argument.replace(
                    "{resources}", directory.resolve("src/main/resources").toString()));
        }
        for (String argument : given) {
            if (argument.startsWith(URL)) {
                all.set(
                        0,
                        URL
                                + SERVER.url(Objects.requireNonNull(
                                        databases.get(argument.substring(argument.lastIndexOf("/") + 1)))));
            } else {
                all.add(argument);
            }
        }
        SpringApplication spring = new SpringApplication(application);
        spring.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean(RunExit.class, () -> code -> {
                    throw new Ended(code);
                }));
        return printing(() -> spring.run(all.toArray(String[]::new)).close());
    }

    private static Printed printing(Runnable program) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        int code = 0;
        try {
            program.run();
        } catch (Ended e) {
            code = e.code;
        } catch (IllegalStateException e) {
            // Spring Boot 4 wraps what a runner throws.
            if (!(e.getCause() instanceof Ended ended)) {
                throw e;
            }
            code = ended.code;
        } finally {
            System.setOut(before);
        }
        return new Printed(code, bytes.toString(StandardCharsets.UTF_8));
    }
}
