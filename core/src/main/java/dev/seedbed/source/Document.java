package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML or JSON file as read.
 *
 * @param root null where it could not be read to its end, or is empty; {@code problems} says why
 */
record Document(@Nullable Node root, Problems problems) {

    static Document parse(byte[] content, String file, boolean json) {
        Problems problems = new Problems();
        try {
            String text = Utf8Reader.decode(content, file);
            Counts counts = new Counts(file, problems);
            Node root = json ? new JsonParser(text, file, counts).parse() : yaml(text, file, counts);
            return new Document(root, problems);
        } catch (SeedException e) {
            problems.add(e);
            return new Document(null, problems);
        }
    }

    private static @Nullable Node yaml(String text, String file, Counts counts) {
        Node plain = PlainYaml.parse(text, file);
        return plain == null ? new YamlParser(text, file, counts).parse() : plain;
    }

    /** The keys of the mapping that a seed or configuration file is; a problem where it is none. */
    static Node.@Nullable Mapping mapping(@Nullable Node root, Problems problems) {
        if (root instanceof Node.Mapping mapping) {
            return mapping;
        }
        if (root != null) {
            problems.add(
                    "A seed file is a mapping, but this one is " + root.kind() + ".",
                    root.at(),
                    "begin with \"tables:\" and put each table under it");
        }
        return null;
    }

    /** The limits that both parsers keep. */
    static final class Counts {
        private final String file;
        private final Problems problems;
        private int values;

        Counts(String file, Problems problems) {
            this.file = file;
            this.problems = problems;
        }

        Problems problems() {
            return problems;
        }

        void value(int depth, Location at) {
            if (depth > Limits.DEPTH) {
                throw failure("Values are nested more than " + Limits.DEPTH + " levels deep.", at, "nest them less");
            }
            if (++values > Limits.DOCUMENT_VALUES) {
                throw failure(
                        "The file has more than " + Limits.DOCUMENT_VALUES + " values.",
                        at,
                        "put large tables into CSV files, which are streamed");
            }
        }

        String scalar(String text, Location at) {
            if (text.length() > Limits.SCALAR_CHARS) {
                throw failure(
                        "A value is longer than " + Limits.SCALAR_CHARS + " characters.",
                        at,
                        "put it into a file of its own and name that with \"$file\"");
            }
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == 0) {
                    problems.add(
                            "A value contains a NUL character.", at, "remove it; databases cannot hold it in text");
                    break;
                }
                if (Character.isSurrogate(c)) {
                    if (Character.isLowSurrogate(c)
                            || i + 1 == text.length()
                            || !Character.isLowSurrogate(text.charAt(i + 1))) {
                        problems.add(
                                String.format("A value contains half a character, the lone surrogate U+%04X.", (int) c),
                                at,
                                "write both halves, or the character itself");
                        break;
                    }
                    i++;
                }
            }
            return text;
        }

        SeedException failure(String message, Location at, @Nullable String mend) {
            return new SeedException(dev.seedbed.seed.Problem.of(message, at, mend));
        }

        Entries entries() {
            return new Entries();
        }

        String file() {
            return file;
        }

        /** The entries of one mapping; keys that differ only in Unicode composition are duplicates. */
        final class Entries {
            private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
            private @Nullable Map<String, Location> composed;

            void add(String key, Location keyAt, Node value) {
                Node.Entry earlier = entries.putIfAbsent(key, new Node.Entry(keyAt, value));
                Location first = earlier == null ? composedLike(key, keyAt) : earlier.keyAt();
                if (first != null) {
                    problems.add(
                            "Key " + Excerpt.of(key) + " is given twice in one mapping; it stood first in line "
                                    + first.line() + ".",
                            keyAt,
                            "keep one of the two");
                }
            }

            private @Nullable Location composedLike(String key, Location keyAt) {
                if (isAscii(key)) {
                    return null;
                }
                if (composed == null) {
                    composed = new HashMap<>();
                }
                return composed.putIfAbsent(Normalizer.normalize(key, Normalizer.Form.NFC), keyAt);
            }

            Node.Mapping toMapping(Location at) {
                return new Node.Mapping(entries, at);
            }
        }

        private static boolean isAscii(String key) {
            for (int i = 0; i < key.length(); i++) {
                if (key.charAt(i) > 0x7F) {
                    return false;
                }
            }
            return true;
        }
    }
}
