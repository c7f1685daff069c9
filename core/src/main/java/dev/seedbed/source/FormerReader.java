package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code former.jsonl}, line by line; goes on behind a bad line, so that all of them can be mended together. */
final class FormerReader {
    static final String FILE = "former.jsonl";

    /** The version that is written; this one and all before it are read. */
    static final int VERSION = 1;

    static final Known HEADER_KEYS = Known.of("seedbed", "version");
    static final Known KEYS = Known.of("table", "key", "was", "absent", "now");

    static final String HEADER = "{\"seedbed\":\"former\",\"version\":" + VERSION + "}";
    private static final String ANEW = "write it anew with \"seedbed record\"";
    private static final Set<String> MARKS = Set.of("<<<<<<<", "|||||||", "=======", ">>>>>>>");

    private final SeedRoot root;
    private final String shown;
    private final Problems problems;
    private final Consumer<FormerLine> lines;
    private final Map<String, String> names = new HashMap<>();
    private final PlainFormerLine plain = new PlainFormerLine(names);
    private boolean headed;
    private boolean inConflict;
    private int values;

    private FormerReader(SeedRoot root, Problems problems, Consumer<FormerLine> lines) {
        this.root = root;
        this.shown = root.shown(FILE);
        this.problems = problems;
        this.lines = lines;
    }

    /** Hands over each good line; what is wrong with others becomes problems. */
    static void read(SeedRoot root, Problems problems, Consumer<FormerLine> lines) {
        new FormerReader(root, problems, lines).read();
    }

    private void read() {
        Location file = Location.of(shown);
        try (BufferedReader reader = new BufferedReader(
                Utf8Reader.of(new CappedStream(root.open(FILE), Limits.FORMER_BYTES, file), shown))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    read(line, new Location(shown, number, 0));
                }
            }
            if (!headed) {
                problems.add("The file is empty.", file, ANEW + ", or delete it");
            }
        } catch (IOException e) {
            problems.add(root.unreadable(FILE, file, e));
        } catch (SeedException e) {
            problems.add(e);
        }
    }

    /** @throws SeedException where reading on has no sense */
    private void read(String text, Location at) {
        if (isMark(text)) {
            if (!inConflict) {
                problems.add(
                        "A conflict of a merge is not resolved in the file.",
                        at,
                        "delete the marks and keep the lines of both sides; \"seedbed record\" puts them in order");
            }
            inConflict = true;
            return;
        }
        if (!headed && text.equals(HEADER)) {
            headed = true;
            return;
        }
        FormerLine whole = headed ? plain.of(text, at) : null;
        if (whole != null) {
            count(whole, at);
            lines.accept(whole);
            return;
        }
        Problems found = new Problems();
        try {
            Node node = new JsonParser(text, shown, new Document.Counts(shown, found), at.line(), "line").parse();
            found.throwIfAny();
            if (!(node instanceof Node.Mapping mapping)) {
                throw new SeedException(Problem.of(
                        "The line is " + (node == null ? "nothing" : node.kind()) + ", but a mapping is expected.",
                        at,
                        ANEW));
            }
            if (!headed || mapping.entries().containsKey("seedbed")) {
                boolean first = !headed;
                headed = true;
                header(mapping, first);
            } else {
                FormerLine line = line(mapping, at, found);
                found.throwIfAny();
                count(line, at);
                lines.accept(line);
            }
        } catch (Unreadable e) {
            throw e;
        } catch (SeedException e) {
            problems.add(e);
        }
    }

    private static boolean isMark(String line) {
        return MARKS.contains(line.substring(0, Math.min(line.length(), 7)))
                && (line.length() == 7 || line.charAt(7) == ' ');
    }

    private void header(Node.Mapping mapping, boolean first) {
        String kind = mapping.get("seedbed") instanceof Node.Scalar scalar ? scalar.text() : null;
        if (!"former".equals(kind)) {
            throw new Unreadable(Problem.of(
                    first ? "The first line is no header." : "Another file's header stands in the file.",
                    mapping.at(),
                    first ? "write " + HEADER + " as the first line, or " + ANEW : ANEW));
        }
        String version = mapping.get("version") instanceof Node.Scalar scalar ? scalar.text() : null;
        if (version == null || !version.matches("[1-9][0-9]{0,8}")) {
            throw new Unreadable(
                    Problem.of("The header says no version.", mapping.at(), "write " + HEADER + " as the first line"));
        }
        if (Integer.parseInt(version) > VERSION) {
            throw new Unreadable(Problem.of(
                    "The file has version " + version + ", and this Seedbed reads versions up to " + VERSION + ".",
                    mapping.at(),
                    "use a newer Seedbed, or delete the file and " + ANEW));
        }
        Problems unknown = new Problems();
        new Options(mapping, "the header", HEADER_KEYS, unknown);
        unknown.throwIfAny();
    }

    private FormerLine line(Node.Mapping mapping, Location at, Problems found) {
        Options options = new Options(mapping, "the line", KEYS, found);
        String table = options.requiredText("table", "name the table that the row belongs to");
        Map<String, SeedValue> now = options.has("now") ? columns(options, "now", at, found, true) : null;
        Map<String, SeedValue> key = Map.of();
        if (options.has("key") || now == null || options.has("was") || options.has("absent")) {
            if (options.has("key")) {
                key = columns(options, "key", at, found, false);
            }
            if (key.isEmpty() && found.isEmpty()) {
                found.add(
                        "\"key\" " + (options.has("key") ? "is empty." : "is missing in the line."),
                        options.at("key"),
                        "name the columns that identify the row, such as {\"code\":\"starter\"}");
            }
        }
        return new FormerLine(
                table == null ? "" : known(table),
                key,
                was(options, at, found),
                new LinkedHashSet<>(options.names("absent", "list names of columns").stream()
                        .map(this::known)
                        .toList()),
                now,
                at);
    }

    private Map<String, SeedValue> columns(Options options, String name, Location at, Problems found, boolean isNow) {
        Map<String, SeedValue> columns = new LinkedHashMap<>();
        if (!(options.get(name) instanceof Node.Mapping mapping)) {
            options.wrong(
                    name, "is no mapping of columns.", "write columns and values, such as {\"code\":\"starter\"}");
            return columns;
        }
        mapping.entries().forEach((column, entry) -> {
            if (Options.isColumnName(column, "\"" + name + "\"", entry.keyAt(), found)) {
                columns.put(known(column), value(entry.value(), at, found, isNow));
            }
        });
        return columns;
    }

    private Map<String, List<SeedValue>> was(Options options, Location at, Problems found) {
        Map<String, List<SeedValue>> was = new LinkedHashMap<>();
        if (!options.has("was")) {
            return was;
        }
        String mend = "write each column with the list of its former defaults, such as {\"price\":[9]}";
        if (!(options.get("was") instanceof Node.Mapping mapping)) {
            options.wrong("was", "is no mapping of columns.", mend);
            return was;
        }
        mapping.entries().forEach((column, entry) -> {
            if (!Options.isColumnName(column, "\"was\"", entry.keyAt(), found)) {
                return;
            }
            if (!(entry.value() instanceof Node.Sequence list) || list.items().isEmpty()) {
                found.add(
                        "Column " + Excerpt.of(column) + " under \"was\" has no list of values.", entry.keyAt(), mend);
                return;
            }
            List<SeedValue> former = new ArrayList<>(list.items().size());
            list.items().forEach(item -> former.add(value(item, at, found, false)));
            was.put(known(column), List.copyOf(former));
        });
        return was;
    }

    private SeedValue value(Node node, Location at, Problems found, boolean isNow) {
        SeedValue value = placed(node.toValue(), at);
        String wrong = FormerValues.check(value, isNow);
        if (wrong != null) {
            found.add(wrong, node.at(), ANEW);
        }
        return value;
    }

    /** Every value of a line has one place, which takes less memory than a place for each. */
    private static SeedValue placed(SeedValue value, Location at) {
        if (value instanceof SeedValue.Text text) {
            return new SeedValue.Text(text.text(), text.plain(), at);
        }
        if (value instanceof SeedValue.Items items) {
            return new SeedValue.Items(
                    items.items().stream().map(item -> placed(item, at)).toList(), at);
        }
        if (value instanceof SeedValue.Fields fields) {
            Map<String, SeedValue> placed = new LinkedHashMap<>();
            fields.fields().forEach((name, field) -> placed.put(name, placed(field, at)));
            return new SeedValue.Fields(placed, at);
        }
        return new SeedValue.Null(at);
    }

    /** Names of tables and columns stand in every line, and once in memory. */
    private String known(String name) {
        String earlier = names.putIfAbsent(name, name);
        return earlier == null ? name : earlier;
    }

    private void count(FormerLine line, Location at) {
        values += line.key().size() + line.absent().size();
        for (List<SeedValue> former : line.was().values()) {
            values += former.size();
        }
        if (values > Limits.DOCUMENT_VALUES) {
            throw new Unreadable(Problem.of(
                    "The file has more than " + Limits.DOCUMENT_VALUES + " former defaults.",
                    at,
                    "delete lines of releases that no database is on any more, or declare \"key:\" for the tables of"
                            + " large CSV files: then only what changed is recorded"));
        }
    }

    /** What stands below it cannot be read either. */
    private static final class Unreadable extends SeedException {
        private static final long serialVersionUID = 1L;

        Unreadable(Problem problem) {
            super(problem);
        }
    }
}
