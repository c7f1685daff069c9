package dev.seedbed.flyway;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;

/** A version of Flyway besides the one that this module is compiled on, with the callback, and nothing of the others. */
final class OtherFlyway extends URLClassLoader {
    private OtherFlyway(URL[] urls) {
        super(urls, OtherFlyway.class.getClassLoader());
    }

    /** Flyway 13, or one of those that the build puts into {@code target/flyway}. */
    static Calls of(String version) throws Exception {
        if (version.startsWith("13.")) {
            return new FlywayCalls();
        }
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of("target", "flyway", version))) {
            for (Path jar : jars.toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        urls.add(Path.of("target", "classes").toUri().toURL());
        urls.add(Path.of("target", "test-classes").toUri().toURL());
        OtherFlyway loader = new OtherFlyway(urls.toArray(URL[]::new));
        Calls calls = (Calls) loader.loadClass(FlywayCalls.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        Thread thread = Thread.currentThread();
        return new Calls() {
            @Override
            public void migrate(javax.sql.DataSource database, Path project) {
                within(() -> calls.migrate(database, project));
            }

            @Override
            public void look(javax.sql.DataSource database, Path project) {
                within(() -> calls.look(database, project));
            }

            private void within(Runnable call) {
                ClassLoader before = thread.getContextClassLoader();
                thread.setContextClassLoader(loader);
                try {
                    call.run();
                } finally {
                    thread.setContextClassLoader(before);
                }
            }
        };
    }

    private static boolean isOwn(String name) {
        return name.startsWith("org.flywaydb.")
                || name.startsWith("com.fasterxml.")
                || name.startsWith("tools.jackson.")
                || (name.startsWith("dev.seedbed.flyway.") && !name.equals(Calls.class.getName()));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : isOwn(name) ? findClass(name) : super.loadClass(name, resolve);
        }
    }

    @Override
    public URL getResource(String name) {
        return isFlyways(name) ? findResource(name) : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return isFlyways(name) ? findResources(name) : super.getResources(name);
    }

    private static boolean isFlyways(String name) {
        return name.startsWith("META-INF/services/org.flywaydb") || name.startsWith("org/flywaydb");
    }
}
