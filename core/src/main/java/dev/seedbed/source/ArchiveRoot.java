package dev.seedbed.source;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Seeds in a jar on the class path, found by the names of its entries, since many jars have no entries for folders.
 * Opened through {@link JarURLConnection}, so that jars inside jars work where a class loader supports them.
 */
final class ArchiveRoot extends SeedRoot {
    private final URL jar;
    private final String prefix;
    private final @Nullable String only;
    private @Nullable JarFile open;

    /**
     * @param jar such as {@code jar:file:/app.jar!/}
     * @param prefix of all entries: empty, or ending with a slash
     * @param only the one file that the location names; null for all
     */
    ArchiveRoot(String shown, URL jar, String prefix, @Nullable String only) {
        super(shown);
        this.jar = jar;
        this.prefix = prefix;
        this.only = only;
    }

    /** The names of the entries below a prefix, without it; opens the archive until {@link #close()}. */
    Set<String> names() throws IOException {
        if (open == null) {
            open = openJar();
        }
        Set<String> names = new TreeSet<>();
        for (Enumeration<JarEntry> entries = open.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            String name = entry.getName();
            if (!entry.isDirectory() && name.startsWith(prefix)) {
                String relative = name.substring(prefix.length());
                if (relative.equals(normalize(relative))) {
                    names.add(relative);
                }
            }
        }
        return names;
    }

    @Override
    List<String> files(Problems problems) {
        if (only != null) {
            return List.of(only);
        }
        try {
            return names().stream().filter(name -> !isHidden(name)).toList();
        } catch (IOException e) {
            problems.add(unreadable("", dev.seedbed.seed.Location.of(shown("")), e));
            return List.of();
        }
    }

    @Override
    Found find(String relative) {
        try {
            JarFile opened = open;
            if (opened != null) {
                return found(opened, relative);
            }
            try (JarFile reopened = openJar()) {
                return found(reopened, relative);
            }
        } catch (IOException e) {
            return Found.NOTHING;
        }
    }

    private Found found(JarFile archive, String relative) {
        JarEntry entry = archive.getJarEntry(prefix + relative);
        if (entry == null) {
            return Found.NOTHING;
        }
        return entry.isDirectory() ? Found.OTHER : Found.FILE;
    }

    @Override
    InputStream stream(String relative) throws IOException {
        JarFile opened = open;
        if (opened != null) {
            return stream(opened, relative);
        }
        JarFile reopened = openJar();
        try {
            return new FilterInputStream(stream(reopened, relative)) {
                @Override
                public void close() throws IOException {
                    super.close();
                    reopened.close();
                }
            };
        } catch (IOException | RuntimeException e) {
            reopened.close();
            throw e;
        }
    }

    private InputStream stream(JarFile archive, String relative) throws IOException {
        JarEntry entry = archive.getJarEntry(prefix + relative);
        if (entry == null) {
            throw new FileNotFoundException(prefix + relative);
        }
        return archive.getInputStream(entry);
    }

    private JarFile openJar() throws IOException {
        JarURLConnection connection = (JarURLConnection) jar.openConnection();
        // A cached archive is shared with the whole JVM: closing it would close it for others.
        connection.setUseCaches(false);
        return connection.getJarFile();
    }

    @Override
    long size(String relative) {
        try (JarFile archive = openJar()) {
            JarEntry entry = archive.getJarEntry(prefix + relative);
            return entry == null ? -1 : entry.getSize();
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    String place(String relative) {
        return jar.toExternalForm() + prefix + relative;
    }

    @Override
    @Nullable
    String only() {
        return only;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
