package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/**
 * YAML from parse events alone. Building objects with the library would convert scalars, expand aliases and nest
 * without a limit, so none of that is used.
 */
final class YamlParser {
    private static final int SMALL = 1024;
    private static final int MEDIUM = 64 * 1024;

    private static final Pattern BARE = Pattern.compile("(but got|but found) ([^\\sa-zA-Z'\"<])(?= |$)");

    private final String text;
    private final String file;
    private final Document.Counts counts;
    private final Problems problems;
    private Location last;
    private @Nullable Location alias;

    YamlParser(String text, String file, Document.Counts counts) {
        this.text = text;
        this.file = file;
        this.counts = counts;
        this.problems = counts.problems();
        this.last = new Location(file, 1, 1);
    }

    /**
     * Reads the file.
     *
     * @return null also where a value is an alias: whatever else is said of such a file may come of that alone
     * @throws SeedException where the rest of the file cannot be read
     */
    @Nullable
    Node parse() {
        try {
            Node root = document(new Parse(settings()).parseString(text).iterator());
            return alias == null ? root : null;
        } catch (SeedException e) {
            throw e;
        } catch (MarkedYamlEngineException e) {
            if (alias != null
                    && e.getProblemMark().map(this::place).map(Location::line).orElse(0) == alias.line()) {
                return null;
            }
            throw notYaml(e.getProblem() == null ? null : e.getProblem() + begun(e), e.getProblemMark());
        } catch (ReaderException e) {
            throw counts.failure(
                    String.format("Character U+%04X cannot stand in YAML.", e.getCodePoint()),
                    placeOf(e.getPosition()),
                    "remove it, or write it as an escape in double quotes");
        } catch (RuntimeException e) {
            throw notYaml(e.getMessage(), Optional.empty());
        } catch (StackOverflowError e) {
            throw notYaml("it is nested too deeply", Optional.empty());
        }
    }

    /**
     * The library copies all of a long token again for each buffer that it reads: with its small default, a file that is
     * one line takes time by the square of its length.
     */
    private LoadSettings settings() {
        int buffer = Math.max(SMALL, Math.min(text.length(), Math.max(MEDIUM, text.length() / 8)));
        return LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setBufferSize(buffer)
                .build();
    }

    private SeedException notYaml(@Nullable String problem, Optional<Mark> mark) {
        return counts.failure(
                "The file is not valid YAML: "
                        + (problem == null ? "it cannot be parsed" : inOurWords(Excerpt.message(problem))) + ".",
                mark.map(this::place).orElse(last),
                "mend it there; indent with spaces and put text with \": \", \" #\" or a leading special character in"
                        + " quotes");
    }

    /** Where what is wrong began, if that is another line: an open quote is found only at the end of the file. */
    private static String begun(MarkedYamlEngineException e) {
        Optional<Mark> begin = e.getContextMark();
        Optional<Mark> found = e.getProblemMark();
        if (e.getContext() == null
                || begin.isEmpty()
                || found.isEmpty()
                || begin.get().getLine() == found.get().getLine()) {
            return "";
        }
        return " " + e.getContext() + " that begins in line " + (begin.get().getLine() + 1);
    }

    /** What the library says of a tab, and of a character that it shows bare, reads badly. */
    private static String inOurWords(String problem) {
        if (problem.startsWith("found character") && problem.contains("(TAB)")) {
            return "a tab stands where only spaces may";
        }
        String sentence = problem.endsWith(".") ? problem.substring(0, problem.length() - 1) : problem;
        return BARE.matcher(sentence).replaceFirst("$1 \"$2\"");
    }

    private Location placeOf(int codePoints) {
        int line = 1;
        int column = 1;
        for (int i = 0, seen = 0; i < text.length() && seen < codePoints; seen++) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            column++;
            if (c == '\n') {
                line++;
                column = 1;
            }
        }
        return new Location(file, line, column);
    }

    private @Nullable Node document(Iterator<Event> events) {
        Node root = null;
        boolean begun = false;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (begun) {
                        throw counts.failure(
                                "The file has a second YAML document.",
                                at(event),
                                "keep one document per file and remove \"---\"");
                    }
                    begun = true;
                    root = node(events, events.next(), 0);
                }
                default -> {
                    // Stream and document ends say nothing.
                }
            }
        }
        return root instanceof Node.Scalar scalar && scalar.value() instanceof SeedValue.Null ? null : root;
    }

    private Node node(Iterator<Event> events, Event event, int depth) {
        Location at = at(event);
        counts.value(depth, at);
        if (event instanceof AliasEvent) {
            problems.add(
                    "YAML aliases are not supported.",
                    at,
                    "repeat the value in place of \"*\" and its name; text that begins with \"*\" stands in quotes");
            alias = at;
            return new Node.Scalar(new SeedValue.Null(at));
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            problems.add(
                    "YAML anchors are not supported.",
                    at,
                    "remove \"&\" and its name, and repeat the value where needed");
        }
        if (event instanceof ScalarEvent scalar) {
            scalar.getTag().ifPresent(tag -> tag(tag, at));
            return new Node.Scalar(value(scalar, at));
        }
        if (event instanceof CollectionStartEvent start) {
            start.getTag().ifPresent(tag -> tag(tag, at));
            return start instanceof MappingStartEvent ? mapping(events, at, depth) : sequence(events, at, depth);
        }
        throw new IllegalStateException("event " + event.getEventId());
    }

    private void tag(String tag, Location at) {
        problems.add(
                "YAML tags such as " + Excerpt.of(tag) + " are not supported.",
                at,
                "remove the tag; the column's type decides what a value means");
    }

    private SeedValue value(ScalarEvent scalar, Location at) {
        String value = scalar.getValue();
        if (scalar.isPlain() && (value.isEmpty() || value.equals("~") || value.equals("null"))) {
            return new SeedValue.Null(at);
        }
        return new SeedValue.Text(counts.scalar(value, at), scalar.isPlain(), at);
    }

    private Node sequence(Iterator<Event> events, Location at, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(events, event, depth + 1));
        }
        return new Node.Sequence(items, at);
    }

    private Node mapping(Iterator<Event> events, Location at, int depth) {
        Document.Counts.Entries entries = counts.entries();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Node key = node(events, event, depth + 1);
            Event content = events.next();
            if (content instanceof AliasEvent
                    && event instanceof ScalarEvent merge
                    && merge.getValue().equals("<<")) {
                problems.add("Merge keys (\"<<\") are not supported.", key.at(), "repeat the values");
                alias = at(content);
                continue;
            }
            Node value = node(events, content, depth + 1);
            if (key instanceof Node.Scalar && event instanceof ScalarEvent scalar) {
                if (scalar.isPlain() && scalar.getValue().equals("<<")) {
                    problems.add("Merge keys (\"<<\") are not supported.", key.at(), "repeat the values");
                } else if (scalar.isPlain() && scalar.getValue().isEmpty()) {
                    problems.add("A mapping has a value without a key.", key.at(), "write a key before \":\"");
                } else {
                    // The text and not the value: the key "null" is a name like any other.
                    entries.add(scalar.getValue(), key.at(), value);
                }
            } else if (!(event instanceof AliasEvent)) {
                problems.add("The key of a mapping is " + key.kind() + ".", key.at(), "write a plain name as key");
            }
        }
        return entries.toMapping(at);
    }

    private Location at(Event event) {
        last = event.getStartMark().map(this::place).orElse(last);
        return last;
    }

    private Location place(Mark mark) {
        return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
