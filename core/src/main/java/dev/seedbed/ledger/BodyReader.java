package dev.seedbed.ledger;

import dev.seedbed.database.JsonText;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link BodyWriter} wrote, row by row, and makes strings only out of what it is asked for. Holds the current
 * row.
 */
final class BodyReader {
    private final String text;
    private final char[] chars;
    private int at;

    private EntryKind kind = EntryKind.ADOPTED;
    private List<String> key = List.of();
    private List<String> former = List.of();
    private List<String> shared = List.of();
    private List<String> columns = List.of();
    private List<String> kept = List.of();
    private List<String> before = List.of();
    private List<String> secret = List.of();
    private int[] order = new int[0];
    private String[] spelled = new String[0];

    /** Where the texts of the row stand, without their quotes; a start of -1 is NULL. */
    private int[] starts = new int[0];

    private int[] ends = new int[0];
    private boolean[] escaped = new boolean[0];
    private boolean inGroup;

    BodyReader(String text) {
        this.text = text;
        this.chars = text.toCharArray();
    }

    /** The body is not what a ledger holds. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super(null, null, false, false);
        }

        /** The error for people, of an entry or of some. */
        SeedException of(String where) {
            return new SeedException(new Problem(
                    "An entry of the ledger cannot be read: it is not as Seedbed writes them.",
                    "ledger, " + where,
                    "\"seedbed ledger verify\" says which one somebody changed"));
        }
    }

    /**
     * Goes to the next row.
     *
     * @return false where there is none
     * @throws Unreadable for a body that no ledger wrote
     */
    boolean next() {
        if (at == 0) {
            expect('[');
            if (text.equals("[]")) {
                at = 2;
                return false;
            }
            group();
        } else if (!inGroup) {
            return false;
        } else if (peek() == ',') {
            at++;
        } else {
            expect(']');
            expect('}');
            if (peek() != ',') {
                expect(']');
                inGroup = false;
                if (at != text.length()) {
                    throw new Unreadable();
                }
                return false;
            }
            at++;
            group();
        }
        row();
        return true;
    }

    private void group() {
        key = List.of();
        former = List.of();
        shared = List.of();
        columns = List.of();
        kept = List.of();
        before = List.of();
        secret = List.of();
        expect('{');
        while (true) {
            String name = string();
            expect(':');
            switch (name) {
                case "kind" -> {
                    EntryKind named = EntryKind.of(string());
                    if (named == null) {
                        throw new Unreadable();
                    }
                    kind = named;
                }
                case "key" -> key = names();
                case "former" -> former = names();
                case "shared" -> shared = names();
                case "kept" -> kept = names();
                case "before" -> before = names();
                case "secret" -> secret = names();
                case "columns" -> columns = names();
                case "rows" -> {
                    expect('[');
                    prepare();
                    return;
                }
                default -> throw new Unreadable();
            }
            expect(',');
        }
    }

    private void prepare() {
        int width = key.size() + former.size() + before.size() + columns.size();
        starts = new int[width];
        ends = new int[width];
        escaped = new boolean[width];
        order = ordered(key);
        spelled = key.stream().map(name -> JsonText.quote(name) + ":").toArray(String[]::new);
        inGroup = true;
    }

    private static int[] ordered(List<String> names) {
        Integer[] order = new Integer[names.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(names::get));
        return Arrays.stream(order).mapToInt(i -> i).toArray();
    }

    private void row() {
        expect('[');
        for (int i = 0; i < starts.length; i++) {
            if (i > 0) {
                expect(',');
            }
            if (peek() == 'n') {
                if (!text.startsWith("null", at)) {
                    throw new Unreadable();
                }
                at += 4;
                starts[i] = -1;
            } else {
                expect('"');
                starts[i] = at;
                escaped[i] = skip();
                ends[i] = at - 1;
            }
        }
        expect(']');
    }

    /** Goes past the end of a string; true where it holds an escape. */
    private boolean skip() {
        boolean found = false;
        for (int i = at; i < chars.length; i++) {
            char c = chars[i];
            if (c == '"') {
                at = i + 1;
                return found;
            }
            if (c == '\\') {
                found = true;
                i++;
            }
        }
        throw new Unreadable();
    }

    EntryKind kind() {
        return kind;
    }

    /** The key as {@link dev.seedbed.plan.LedgerView#key} spells it. */
    String spelledKey() {
        return spelled(order, spelled, 0);
    }

    /** The former key, spelled likewise; null where there is none. */
    @Nullable
    String spelledFormerKey() {
        if (former.isEmpty()) {
            return null;
        }
        return spelled(
                ordered(former),
                former.stream().map(name -> JsonText.quote(name) + ":").toArray(String[]::new),
                key.size());
    }

    private String spelled(int[] places, String[] names, int from) {
        StringBuilder spelling = new StringBuilder("{");
        for (int i = 0; i < places.length; i++) {
            if (i > 0) {
                spelling.append(',');
            }
            spelling.append(names[places[i]]);
            int place = from + places[i];
            if (starts[place] < 0) {
                spelling.append("null");
            } else if (escaped[place]) {
                JsonText.quote(spelling, String.valueOf(text(place)));
            } else {
                spelling.append(chars, starts[place] - 1, ends[place] - starts[place] + 2);
            }
        }
        return spelling.append('}').toString();
    }

    private @Nullable String text(int place) {
        if (starts[place] < 0) {
            return null;
        }
        String raw = text.substring(starts[place], ends[place]);
        return escaped[place] ? unescaped(raw) : raw;
    }

    Map<String, @Nullable String> key() {
        return texts(key, 0);
    }

    /** Empty where there is none. */
    Map<String, @Nullable String> formerKey() {
        return texts(former, key.size());
    }

    /** The columns, those that are shared with the key first. */
    Map<String, @Nullable String> columns() {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        for (String name : shared) {
            int place = key.indexOf(name);
            if (place < 0) {
                throw new Unreadable();
            }
            all.put(name, text(place));
        }
        all.putAll(texts(columns, key.size() + former.size() + before.size()));
        return all;
    }

    /** What columns held before a person changed them. */
    Map<String, @Nullable String> before() {
        return texts(before, key.size() + former.size());
    }

    /** The columns that a person changed and whose values are not written down. */
    List<String> secret() {
        return secret;
    }

    /** The columns that held something else than was declared. */
    List<String> kept() {
        return kept;
    }

    /** The names of the columns, those that are shared with the key first. */
    List<String> columnNames() {
        List<String> names = new ArrayList<>(shared);
        names.addAll(columns);
        return names;
    }

    /** True where a column of the key is among the columns, or values below it. */
    boolean writesKey() {
        for (String name : key) {
            String column = KeyStep.column(name);
            for (String written : columns) {
                if (KeyStep.column(written).equals(column)) {
                    return true;
                }
            }
        }
        return !shared.isEmpty();
    }

    private Map<String, @Nullable String> texts(List<String> names, int from) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            texts.put(names.get(i), text(from + i));
        }
        return texts;
    }

    private List<String> names() {
        expect('[');
        List<String> names = new ArrayList<>();
        if (peek() == ']') {
            at++;
            return names;
        }
        while (true) {
            names.add(string());
            if (peek() == ']') {
                at++;
                return names;
            }
            expect(',');
        }
    }

    private String string() {
        expect('"');
        int start = at;
        boolean escapes = skip();
        String raw = text.substring(start, at - 1);
        return escapes ? unescaped(raw) : raw;
    }

    private static String unescaped(String raw) {
        StringBuilder plain = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            switch (escape) {
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case '"', '\\' -> plain.append(escape);
                case 'u' -> {
                    if (i + 4 >= raw.length()) {
                        throw new Unreadable();
                    }
                    plain.append(character(raw.substring(i + 1, i + 5)));
                    i += 4;
                }
                default -> throw new Unreadable();
            }
        }
        return plain.toString();
    }

    private static char character(String digits) {
        try {
            return (char) Integer.parseInt(digits, 16);
        } catch (NumberFormatException e) {
            throw new Unreadable();
        }
    }

    private char peek() {
        if (at >= chars.length) {
            throw new Unreadable();
        }
        return chars[at];
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new Unreadable();
        }
        at++;
    }
}
