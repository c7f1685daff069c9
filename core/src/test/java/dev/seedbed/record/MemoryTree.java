package dev.seedbed.record;

import dev.seedbed.seed.SeedUnit;
import dev.seedbed.source.SeedHistory;
import dev.seedbed.source.SeedTree;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Seeds of one release, in memory. */
final class MemoryTree implements SeedTree {
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    MemoryTree file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    MemoryTree file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    List<SeedUnit> read() {
        return SeedHistory.read(this, getClass().getClassLoader());
    }

    @Override
    public List<String> files() {
        return List.copyOf(files.keySet());
    }

    @Override
    public InputStream open(String relative) throws IOException {
        byte[] content = files.get(relative);
        if (content == null) {
            throw new FileNotFoundException(relative);
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public long size(String relative) {
        byte[] content = files.get(relative);
        return content == null ? -1 : content.length;
    }

    @Override
    public String shown() {
        return "seeds";
    }
}
