package dev.seedbed.source;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The places where a folder or file stands on the class path. A class loader finds a folder only where it is a directory
 * or a jar has an entry for it, so every jar that the class loader tells of is looked into as well.
 */
final class ClasspathRoots {
    private final String shown;
    private final String path;
    private final Map<String, SeedRoot> roots = new LinkedHashMap<>();
    private final Set<String> looked = new HashSet<>();

    private ClasspathRoots(String shown, String path) {
        this.shown = shown;
        this.path = path;
    }

    /** @param path without slashes at its ends; empty for the whole class path */
    static List<SeedRoot> find(String shown, String path, ClassLoader loader) throws IOException {
        ClasspathRoots found = new ClasspathRoots(shown, path);
        for (URL url : Collections.list(loader.getResources(path))) {
            found.add(url);
        }
        for (URL url : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
            found.addJarOf(url);
        }
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            for (URL jar : found.jars(each)) {
                try {
                    found.addJar(jar);
                } catch (ZipException e) {
                    // Not an archive: the class loader passes over it as well.
                }
            }
        }
        return new ArrayList<>(found.roots.values());
    }

    private void add(URL url) throws IOException {
        if (url.getProtocol().equals("file")) {
            Path place = toPath(url);
            if (place != null && Files.isDirectory(place)) {
                Path real = place.toRealPath();
                roots.putIfAbsent(real.toString(), new DirectoryRoot(shown, real, null));
            } else if (place != null && Files.isRegularFile(place)) {
                Path real = place.toAbsolutePath().normalize();
                Path folder = real.getParent();
                Path name = real.getFileName();
                if (folder != null && name != null) {
                    roots.putIfAbsent(
                            real.toString(), new DirectoryRoot(folder(shown), folder.toRealPath(), name.toString()));
                }
            }
        } else {
            addJarOf(url);
        }
    }

    private void addJarOf(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            String external = url.toExternalForm();
            String entry = jar.getEntryName();
            int end = entry == null ? external.length() : external.lastIndexOf("!/") + 2;
            addJar(new URL(external.substring(0, end)));
        }
    }

    private void addJar(URL jar) throws IOException {
        Path file = file(jar);
        if (!looked.add(file == null ? jar.toExternalForm() : file.toString())
                || file != null && !path.isEmpty() && !ArchiveIndex.mayHold(file, path)) {
            return;
        }
        ArchiveRoot all = new ArchiveRoot(shown, jar, path.isEmpty() ? "" : path + "/", null);
        Set<String> names = all.names();
        if (!names.isEmpty()) {
            roots.put(jar.toExternalForm(), all);
            return;
        }
        all.close();
        if (!path.isEmpty()) {
            String folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) : "";
            String name = path.substring(folder.length());
            ArchiveRoot single = new ArchiveRoot(folder(shown), jar, folder, name);
            if (single.find(name) == SeedRoot.Found.FILE) {
                roots.put(jar.toExternalForm(), single);
            }
        }
    }

    /** The archive, where it is a file and not inside another one. */
    private static @Nullable Path file(URL jar) throws IOException {
        String external = jar.toExternalForm();
        String inner = external.substring(external.indexOf(':') + 1, external.length() - "!/".length());
        return inner.startsWith("file:") && !inner.contains("!/") ? toPath(new URL(inner)) : null;
    }

    private static String folder(String shown) {
        int slash = shown.lastIndexOf('/');
        return slash < 0 ? shown.substring(0, shown.indexOf(':') + 1) : shown.substring(0, slash);
    }

    private List<URL> jars(ClassLoader loader) throws IOException {
        List<URL> jars = new ArrayList<>();
        if (loader instanceof URLClassLoader urls) {
            for (URL url : urls.getURLs()) {
                Path file = url.getProtocol().equals("file") ? toPath(url) : null;
                addIfJar(jars, file);
            }
        }
        if (loader == ClassLoader.getSystemClassLoader()) {
            for (String element : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
                try {
                    addIfJar(jars, element.isEmpty() ? null : Path.of(element));
                } catch (InvalidPathException e) {
                    // The class loader passes over it as well.
                }
            }
        }
        return jars;
    }

    /** Most have been found by what is in them. */
    private void addIfJar(List<URL> jars, @Nullable Path file) throws IOException {
        if (file != null
                && file.toString().endsWith(".jar")
                && !looked.contains(file.toAbsolutePath().toString())
                && Files.isRegularFile(file)) {
            jars.add(new URL("jar:" + file.toUri().toURL().toExternalForm() + "!/"));
        }
    }

    private static @Nullable Path toPath(URL url) {
        try {
            return Path.of(new URI(url.toExternalForm()));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return null;
        }
    }
}
