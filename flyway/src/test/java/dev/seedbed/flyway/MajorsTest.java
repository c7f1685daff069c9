package dev.seedbed.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.testkit.PostgresServer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same classes, compiled once, under each major version of Flyway. */
class MajorsTest {
    private static final PostgresServer SERVER = PostgresServer.of(18);

    @TempDir
    Path directory;

    /** Sees one version of Flyway, with what it wants, instead of that of the class path. */
    private static final class Version extends URLClassLoader {
        Version(URL[] jars) {
            super(jars, MajorsTest.class.getClassLoader());
        }

        static Version of(int major) throws IOException {
            List<URL> places = new ArrayList<>();
            try (Stream<Path> jars = Files.list(Path.of("target", "flyway", Integer.toString(major)))) {
                for (Path jar : jars.toList()) {
                    places.add(jar.toUri().toURL());
                }
            }
            for (Class<?> ours : List.of(SeedbedCallback.class, MajorsTest.class)) {
                places.add(ours.getProtectionDomain().getCodeSource().getLocation());
            }
            return new Version(places.toArray(URL[]::new));
        }

        private static boolean isOwn(String name) {
            return name.startsWith("org.flywaydb.") || name.startsWith("dev.seedbed.flyway.");
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return isOwn(name) ? findClass(name) : super.loadClass(name, resolve);
            }
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return isOwn(name.replace("META-INF/services/", "")) ? findResources(name) : super.getResources(name);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12})
    @SuppressWarnings("unchecked")
    void an_earlier_major_does_the_same(int major) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (Version version = Version.of(major)) {
            thread.setContextClassLoader(version);
            Class<?> release = version.loadClass(Release.class.getName());
            assertThat(version.loadClass(Flyway.class.getName())
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .contains("/flyway-core-" + major + ".");
            var constructor = release.getDeclaredConstructor();
            constructor.setAccessible(true);
            ((BiConsumer<DataSource, Path>) constructor.newInstance()).accept(database(), directory);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void the_major_that_it_is_compiled_on_does_the_same() {
        new Release().accept(database(), directory);
    }

    private static DataSource database() {
        return SERVER.dataSource(SERVER.newDatabase());
    }
}
