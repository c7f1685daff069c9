package dev.seedbed.source;

import dev.seedbed.seed.Group;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SqlSeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Seed files in YAML and JSON, which have one shape. */
final class DocumentFormat implements SeedFormat {
    static final Known KEYS = Known.of("seeder", "group", "environments", "after", "tables", "sql", "$schema");
    static final Map<String, Group> GROUPS = groups();

    private static Map<String, Group> groups() {
        Map<String, Group> groups = new LinkedHashMap<>();
        groups.put("core", Group.CORE);
        groups.put("update", Group.UPDATE);
        groups.put("dev", Group.DEV);
        return groups;
    }

    @Override
    public boolean takes(SeedFile file) {
        return file.isDocument();
    }

    @Override
    public List<String> contents(SeedFile file) {
        Set<String> paths = new LinkedHashSet<>();
        if (file.document().root() instanceof Node.Mapping mapping) {
            Node seeds = mapping.get("sql");
            if (seeds != null) {
                for (Node.Mapping sql : SqlReader.each(seeds)) {
                    addText(sql, "file", paths);
                }
            }
            if (mapping.get("tables") instanceof Node.Mapping tables) {
                for (Node.Entry table : tables.entries().values()) {
                    if (table.value() instanceof Node.Mapping options
                            && options.get("rows") instanceof Node.Mapping rows) {
                        addText(rows, "csv", paths);
                        addText(rows, "grid", paths);
                    }
                    addAttachments(table.value(), paths);
                }
            }
        }
        return new ArrayList<>(paths);
    }

    private static void addText(Node.Mapping mapping, String key, Set<String> paths) {
        if (mapping.get(key) instanceof Node.Scalar scalar) {
            String text = scalar.text();
            if (text != null) {
                paths.add(text);
            }
        }
    }

    private static void addAttachments(Node node, Set<String> paths) {
        if (node instanceof Node.Sequence list) {
            for (Node item : list.items()) {
                addAttachments(item, paths);
            }
        } else if (node instanceof Node.Mapping mapping) {
            if (mapping.entries().size() == 1) {
                addText(mapping, "$file", paths);
            }
            for (Node.Entry entry : mapping.entries().values()) {
                addAttachments(entry.value(), paths);
            }
        }
    }

    @Override
    public SeedUnit read(SeedFile file) {
        Document document = file.document();
        Problems problems = new Problems();
        problems.add(document.problems());
        if (document.root() == null) {
            if (problems.isEmpty()) {
                problems.add("The file is empty.", file.location(), "declare tables under \"tables:\", or delete it");
            }
            throw problems.exception();
        }
        Node.Mapping mapping = Document.mapping(document.root(), problems);
        if (mapping == null) {
            throw problems.exception();
        }
        SeedUnit unit = unit(file, mapping, problems);
        problems.throwIfAny();
        return unit;
    }

    private static SeedUnit unit(SeedFile file, Node.Mapping mapping, Problems problems) {
        Options options = new Options(mapping, "the seed file", KEYS, problems);
        if (!options.has("tables") && !options.has("sql")) {
            problems.add(
                    "The seed file declares nothing.",
                    file.location(),
                    "declare tables under \"tables:\", or delete the file");
        }
        return unit(file, options, tables(file, options, problems), sql(file, options, problems), problems);
    }

    /** The seeder of a file that gives its tables under a key of its own. */
    static SeedUnit unit(SeedFile file, String key, List<SeedTable> tables) {
        Problems problems = new Problems();
        problems.add(file.document().problems());
        Node.Mapping mapping = Document.mapping(file.document().root(), problems);
        if (mapping == null) {
            throw problems.exception();
        }
        Known keys = Known.of("seeder", "group", "environments", "after", key, "$schema");
        SeedUnit unit = unit(file, new Options(mapping, "the seed file", keys, problems), tables, List.of(), problems);
        problems.throwIfAny();
        return unit;
    }

    private static SeedUnit unit(
            SeedFile file, Options options, List<SeedTable> tables, List<SqlSeed> sql, Problems problems) {
        String name = options.text("seeder", "write the seeder's name, or remove the key: it is then the file's name");
        Group group = options.choice("group", GROUPS, Group.CORE);
        List<String> environments = options.names("environments", "list names such as production or staging");
        if (options.has("environments") && environments.isEmpty()) {
            if (options.get("environments") instanceof Node.Sequence list
                    && list.items().isEmpty()) {
                options.wrong("environments", "is empty.", "list environments, or remove the key for all of them");
            }
        } else {
            Environments.check(group, environments, options.at("environments"), problems);
        }
        return new SeedUnit(
                name == null ? file.baseName() : name,
                group,
                new HashSet<>(environments),
                options.names("after", "list names of seeders"),
                tables,
                sql,
                file.attachments(),
                options.at());
    }

    private static List<SeedTable> tables(SeedFile file, Options options, Problems problems) {
        List<SeedTable> read = new ArrayList<>();
        if (!options.has("tables")) {
            return read;
        }
        if (!(options.get("tables") instanceof Node.Mapping tables)
                || tables.entries().isEmpty()) {
            options.wrong(
                    "tables",
                    options.get("tables") instanceof Node.Sequence
                            ? "is a list, but a mapping of tables is expected."
                            : "has no tables.",
                    "write the table's name below it, and its \"rows:\" below that");
            return read;
        }
        for (Map.Entry<String, Node.Entry> table : tables.entries().entrySet()) {
            SeedTable seedTable = new TableReader(file, table.getKey(), problems).read(table.getValue());
            if (seedTable != null) {
                read.add(seedTable);
            }
        }
        return read;
    }

    private static List<SqlSeed> sql(SeedFile file, Options options, Problems problems) {
        List<SqlSeed> read = new ArrayList<>();
        if (!options.has("sql")) {
            return read;
        }
        List<Node.Mapping> seeds = SqlReader.each(options.get("sql"));
        if (seeds.isEmpty()) {
            options.wrong("sql", "is not a mapping or a list of mappings.", SqlReader.MEND);
        }
        for (Node.Mapping seed : seeds) {
            SqlSeed sql = SqlReader.read(file, seed, problems);
            if (sql != null) {
                read.add(sql);
            }
        }
        return read;
    }
}
