package dev.seedbed.source;

import dev.seedbed.seed.Attachments;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file below a seeds location, as a {@link SeedFormat} sees it. Not thread-safe. */
public final class SeedFile {
    private static final int LARGE_BYTES = 4 * Limits.MIB;

    private final SeedRoot root;
    private final String relative;
    private @Nullable Document document;
    private int size;

    SeedFile(SeedRoot root, String relative) {
        this.root = root;
        this.relative = relative;
    }

    /** The file's name without folders: {@code tiers.yaml}. */
    public String name() {
        return relative.substring(relative.lastIndexOf('/') + 1);
    }

    /** The name without its last extension, which is the default name of its seeder: {@code tiers}. */
    public String baseName() {
        String name = name();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** The extension in lower case and without its dot; empty where there is none. */
    public String extension() {
        String name = name();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The file itself, as a place without a line. */
    public Location location() {
        return Location.of(path());
    }

    /** The path as errors and reports show it: {@code seeds/tiers.yaml}. */
    public String path() {
        return root.shown(relative);
    }

    /** The keys at the top of a YAML or JSON mapping, in order; empty for any other file. */
    public Set<String> topLevelKeys() {
        return isDocument() && document().root() instanceof Node.Mapping mapping
                ? mapping.entries().keySet()
                : Set.of();
    }

    /**
     * The content of a YAML or JSON file, its scalars as written.
     *
     * @throws SeedException where it is not a mapping, or is no YAML or JSON at all
     */
    public SeedValue.Fields mapping() {
        Problems problems = new Problems();
        problems.add(document().problems());
        Node.Mapping mapping = Document.mapping(document().root(), problems);
        problems.throwIfAny();
        if (mapping == null) {
            problems.add("The file is empty.", location(), "declare something in it, or delete it");
            throw problems.exception();
        }
        return mapping.toValue();
    }

    /**
     * Where a key of a YAML or JSON file stands, such as {@code ["casbin", "roles"]}; the nearest key above it where it is
     * not there.
     */
    public Location keyAt(List<String> path) {
        Location at = location();
        Node node = isDocument() ? document().root() : null;
        for (String key : path) {
            Node.Entry entry =
                    node instanceof Node.Mapping mapping ? mapping.entries().get(key) : null;
            if (entry == null) {
                return at;
            }
            at = entry.keyAt();
            node = entry.value();
        }
        return at;
    }

    /**
     * The seeder of a YAML or JSON file that declares everything under one key: {@code seeder}, {@code group},
     * {@code environments} and {@code after} stand beside it and mean what they do in every seed file.
     *
     * @param key the format's own key at the top
     * @throws SeedException with all that is wrong outside that key
     */
    public SeedUnit unit(String key, List<SeedTable> tables) {
        return DocumentFormat.unit(this, key, tables);
    }

    /**
     * The content of a text file of up to 16 MiB.
     *
     * @throws SeedException where it is larger, or not UTF-8
     */
    public String text() {
        return Utf8Reader.decode(root.read(relative, Limits.ATTACHMENT_BYTES, location()), path());
    }

    /** The bytes of the file, unchecked; to be closed by the caller. */
    public InputStream open() throws IOException {
        return root.open(relative);
    }

    /** Reads files that this one names, for {@link dev.seedbed.seed.SeedUnit#attachments()}. */
    public Attachments attachments() {
        return (path, at) -> root.read(root.resolve(relative, path, at), Limits.ATTACHMENT_BYTES, at);
    }

    boolean isDocument() {
        return switch (extension()) {
            case "yaml", "yml", "json" -> true;
            default -> false;
        };
    }

    Document document() {
        if (document == null) {
            byte[] content = root.read(relative, Limits.DOCUMENT_BYTES, location());
            size = content.length;
            document = Document.parse(content, path(), extension().equals("json"));
        }
        return document;
    }

    /** Lets go of the content of a large file, to read it again later: many at once would not fit into memory. */
    void forgetIfLarge() {
        if (size > LARGE_BYTES) {
            forget();
        }
    }

    /** Lets go of the parsed content, which is large beside the seeds read from it. */
    void forget() {
        document = null;
    }

    SeedRoot root() {
        return root;
    }

    String relative() {
        return relative;
    }

    /** Identifies the file among all locations of a request. */
    String identity() {
        return root.place(relative);
    }
}
