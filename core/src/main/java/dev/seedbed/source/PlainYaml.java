package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * YAML as nearly every seed file has it: mappings and lists by indentation or in braces and brackets, and scalars that stand
 * in one line, without escapes. Whatever it is not sure of, down to a key given twice, is for {@link YamlParser}, which knows
 * every case and names its place.
 *
 * <p>It is here for starts: in a JVM that has just begun, the whole parser is most of what a run with nothing to do takes.
 */
final class PlainYaml {
    private final PlainScanner scanner;
    /** Each key once, however many rows have it. */
    private final Map<String, String> keys = new HashMap<>();

    private final List<List<String>> inBraces = new ArrayList<>();

    private int values;

    private PlainYaml(PlainScanner scanner) {
        this.scanner = scanner;
    }

    /** The mapping or list that the file is; null where it is not plain, is empty or is a scalar alone. */
    static @Nullable Node parse(String text, String file) {
        PlainScanner scanner = new PlainScanner(text, file);
        try {
            return scanner.isPrintable() ? new PlainYaml(scanner).document() : null;
        } catch (NotPlain e) {
            return null;
        }
    }

    private Node document() {
        scanner.toFirst();
        require(scanner.indent() == 0);
        Node root = block(0);
        require(scanner.indent() == PlainScanner.END);
        return root;
    }

    private Node block(int depth) {
        return scanner.isItem() ? sequence(scanner.indent(), depth) : mapping(scanner.indent(), depth);
    }

    private Node mapping(int column, int depth) {
        Location at = counted(depth);
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        do {
            Location keyAt = counted(depth + 1);
            String key = key(false);
            put(entries, key, keyAt, underKey(column, depth + 1));
        } while (scanner.indent() == column && !scanner.isItem());
        require(scanner.indent() <= column);
        return new Node.Mapping(entries, at);
    }

    private Node sequence(int column, int depth) {
        Location at = counted(depth);
        List<Node> items = new ArrayList<>();
        do {
            scanner.pass();
            items.add(behindDash(column, depth + 1));
        } while (scanner.indent() == column && scanner.isItem());
        require(scanner.indent() <= column);
        return new Node.Sequence(items, at);
    }

    private Node underKey(int column, int depth) {
        Location empty = scanner.here();
        if (!scanner.isRestEmpty()) {
            return inLine(depth);
        }
        scanner.toNextLine();
        // The dashes of a list may stand right below its key.
        boolean block = scanner.indent() > column || scanner.indent() == column && scanner.isItem();
        return block ? block(depth) : nothing(depth, empty);
    }

    private Node behindDash(int column, int depth) {
        Location empty = scanner.here();
        if (!scanner.isRestEmpty()) {
            return scanner.isKeyAhead() ? mapping(scanner.indentHere(), depth) : inLine(depth);
        }
        scanner.toNextLine();
        return scanner.indent() > column ? block(depth) : nothing(depth, empty);
    }

    private Node nothing(int depth, Location at) {
        count(depth);
        return new Node.Scalar(new SeedValue.Null(at));
    }

    /** What stands in the rest of the line, with nothing behind it. */
    private Node inLine(int depth) {
        Node value = value(depth, false);
        require(scanner.isRestEmpty());
        scanner.toNextLine();
        return value;
    }

    private Node value(int depth, boolean inFlow) {
        Location at = counted(depth);
        int first = scanner.peek();
        if (first == '{') {
            return flowMapping(at, depth);
        }
        if (first == '[') {
            return flowSequence(at, depth);
        }
        if (scanner.isQuoted()) {
            return new Node.Scalar(new SeedValue.Text(text(scanner.quoted()), false, at));
        }
        String plain = text(scanner.plain(inFlow));
        return new Node.Scalar(
                plain.equals("~") || plain.equals("null")
                        ? new SeedValue.Null(at)
                        : new SeedValue.Text(plain, true, at));
    }

    private Node flowMapping(Location at, int depth) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        if (isEmpty('}')) {
            return new Node.Mapping(entries, at);
        }
        List<String> before = keysBefore(depth);
        do {
            Location keyAt = counted(depth + 1);
            int number = entries.size();
            String key = number < before.size() ? before.get(number) : null;
            if (key == null || !scanner.passKey(key)) {
                key = key(true);
                before.subList(number, before.size()).clear();
                before.add(key);
            }
            scanner.skipFlowSpaces();
            put(entries, key, keyAt, value(depth + 1, true));
        } while (!isEnd('}'));
        return new Node.Mapping(entries, at);
    }

    /** The keys of the last mapping in braces that was nested as deeply: rows of one table have the same. */
    private List<String> keysBefore(int depth) {
        while (inBraces.size() <= depth) {
            inBraces.add(new ArrayList<>());
        }
        return inBraces.get(depth);
    }

    private Node flowSequence(Location at, int depth) {
        List<Node> items = new ArrayList<>();
        if (isEmpty(']')) {
            return new Node.Sequence(items, at);
        }
        do {
            items.add(value(depth + 1, true));
        } while (!isEnd(']'));
        return new Node.Sequence(items, at);
    }

    private boolean isEmpty(char end) {
        scanner.pass();
        scanner.skipFlowSpaces();
        boolean empty = scanner.peek() == end;
        if (empty) {
            scanner.pass();
        }
        return empty;
    }

    /** Passes the comma or the end that stands behind a value. */
    private boolean isEnd(char end) {
        scanner.skipFlowSpaces();
        int c = scanner.peek();
        require(c == ',' || c == end);
        scanner.pass();
        if (c == ',') {
            scanner.skipFlowSpaces();
        }
        return c == end;
    }

    private static void put(Map<String, Node.Entry> entries, String key, Location keyAt, Node value) {
        require(entries.putIfAbsent(key, new Node.Entry(keyAt, value)) == null);
    }

    private String key(boolean inFlow) {
        String key = text(scanner.key(inFlow));
        String earlier = keys.putIfAbsent(key, key);
        return earlier == null ? key : earlier;
    }

    private static String text(@Nullable String scalar) {
        if (scalar == null || scalar.length() > Limits.SCALAR_CHARS) {
            throw new NotPlain();
        }
        return scalar;
    }

    /** The place of a value that begins at the cursor, which counts. */
    private Location counted(int depth) {
        count(depth);
        return scanner.here();
    }

    private void count(int depth) {
        require(depth <= Limits.DEPTH && ++values <= Limits.DOCUMENT_VALUES);
    }

    private static void require(boolean plain) {
        if (!plain) {
            throw new NotPlain();
        }
    }

    /** Not a fault: the text is left to the parser that knows every case. */
    private static final class NotPlain extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotPlain() {
            super("not plain", null, false, false);
        }
    }
}
