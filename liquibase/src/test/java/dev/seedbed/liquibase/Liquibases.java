package dev.seedbed.liquibase;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Several Liquibases in one JVM, with the door, each in a class loader of its own; all share the core and the drivers. */
final class Liquibases {
    static final String FOUR = "4";
    static final String FIVE = "5";

    private static final List<String> SHARED =
            List.of("dev.seedbed.", "org.postgresql.", "org.h2.", "org.sqlite.", "org.slf4j.", "java.", "javax.");
    private static final Map<String, UnaryOperator<Map<String, String>>> KNOWN = new ConcurrentHashMap<>();

    private Liquibases() {}

    /** The Liquibase of this version that all tests share. */
    static UnaryOperator<Map<String, String>> of(String version) {
        return KNOWN.computeIfAbsent(version, Liquibases::load);
    }

    @SuppressWarnings("unchecked")
    private static UnaryOperator<Map<String, String>> load(String version) {
        try {
            ClassLoader loader = new URLClassLoader(classPath(version), new Shared());
            return (UnaryOperator<Map<String, String>>) loader.loadClass(LiquibaseCall.class.getName())
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL[] classPath(String version) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            boolean isLiquibase = path.getFileName().toString().startsWith("liquibase-core-");
            Path chosen =
                    isLiquibase && version.equals(FIVE) ? Path.of(System.getProperty("seedbed.liquibase.5")) : path;
            urls.add(chosen.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** What all loaders have in common, and nothing of Liquibase. */
    private static final class Shared extends ClassLoader {
        Shared() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (SHARED.stream().anyMatch(name::startsWith) && !name.startsWith("dev.seedbed.liquibase.")) {
                return Liquibases.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
