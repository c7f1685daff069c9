package dev.seedbed.testkit;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A library in another version than the one on the class path, with the classes of the module that is tested on it: what
 * belongs to them is loaded anew, and all else is shared.
 */
public final class OtherVersion extends URLClassLoader {
    private final List<String> own;
    private final Set<String> shared;

    private OtherVersion(URL[] urls, List<String> own, Set<String> shared) {
        super(urls, OtherVersion.class.getClassLoader());
        this.own = own;
        this.shared = shared;
    }

    /**
     * The library out of the jars of a folder.
     *
     * @param own beginnings of names of classes that are loaded anew: the library's, and the module's
     * @param shared classes among them that tests talk through
     */
    public static OtherVersion of(Path jars, List<String> own, Class<?>... shared) throws IOException {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> files = Files.list(jars)) {
            for (Path jar : files.toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        urls.add(Path.of("target", "classes").toUri().toURL());
        urls.add(Path.of("target", "test-classes").toUri().toURL());
        Set<String> names = new java.util.HashSet<>();
        for (Class<?> each : shared) {
            names.add(each.getName());
        }
        return new OtherVersion(urls.toArray(URL[]::new), own, names);
    }

    /** A new instance of a class, as this loader has it. */
    public <T> T make(Class<T> shared, String name) throws ReflectiveOperationException {
        return shared.cast(loadClass(name).getDeclaredConstructor().newInstance());
    }

    /** Calls with this loader for the thread's own. */
    public void within(Call call) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            call.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Something that is called. */
    public interface Call {
        void run() throws Exception;
    }

    private boolean isOwn(String name) {
        return !shared.contains(name) && own.stream().anyMatch(name::startsWith);
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
        return isOwn(asClass(name)) ? findResource(name) : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return isOwn(asClass(name)) ? findResources(name) : super.getResources(name);
    }

    private static String asClass(String resource) {
        return resource.replace("META-INF/services/", "").replace('/', '.');
    }
}
