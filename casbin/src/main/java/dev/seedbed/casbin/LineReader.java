package dev.seedbed.casbin;

import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Plain policy lines: {@code [p, alice, accounts, read]}. */
final class LineReader {
    static final String TYPE_MEND = "write a type of the model: p or g, or one with a number such as p2 or g2";
    private static final String MEND = "write the line as a list, such as [p, alice, accounts, read]";
    private static final Pattern TYPE = Pattern.compile("[pg][0-9]{0,3}");

    private final String key;
    private final int width;
    private final Findings findings;

    /** @param width how many values a line may have */
    LineReader(String key, int width, Findings findings) {
        this.key = key;
        this.width = width;
        this.findings = findings;
    }

    static boolean isType(String text) {
        return TYPE.matcher(text).matches();
    }

    List<Rule> read(SeedValue value) {
        List<Rule> rules = new ArrayList<>();
        if (!(value instanceof SeedValue.Items list)) {
            findings.add(
                    "\"" + key + "\" is " + Findings.kind(value) + ", but a list of lines is expected.",
                    value.at(),
                    MEND);
            return rules;
        }
        for (SeedValue item : list.items()) {
            if (item instanceof SeedValue.Items line && line.items().size() > 1) {
                line(line, rules);
            } else {
                findings.add(
                        "A line of \"" + key + "\" is "
                                + (item instanceof SeedValue.Items ? "too short" : Findings.kind(item)) + ".",
                        item.at(),
                        MEND);
            }
        }
        return rules;
    }

    private void line(SeedValue.Items line, List<Rule> rules) {
        SeedValue first = line.items().get(0);
        List<SeedValue> values = line.items().subList(1, line.items().size());
        boolean good = true;
        if (!(first instanceof SeedValue.Text type) || !isType(type.text())) {
            findings.add(
                    "A line of \"" + key + "\" begins with " + Findings.kind(first) + ", which is not a type of rules.",
                    first.at(),
                    TYPE_MEND);
            good = false;
        }
        if (values.size() > width) {
            findings.add(
                    "A line of \"" + key + "\" has " + values.size() + " values, but the table has columns for " + width
                            + ".",
                    line.at(),
                    "shorten the line, or name more columns in \"columns\"");
            good = false;
        }
        for (SeedValue value : values) {
            if (!(value instanceof SeedValue.Text) && !(value instanceof SeedValue.Null)) {
                findings.add(
                        "A value in a line of \"" + key + "\" is " + Findings.kind(value) + ".",
                        value.at(),
                        "write a text, or null");
                good = false;
            }
        }
        if (good) {
            rules.add(new Rule(((SeedValue.Text) first).text(), values, line.at()));
        }
    }

    /** The line as it is written, for messages. */
    static String show(Rule rule) {
        StringBuilder shown = new StringBuilder(rule.type());
        for (SeedValue value : rule.values()) {
            shown.append(", ").append(value instanceof SeedValue.Text text ? text.text() : "null");
        }
        return Excerpt.of(shown.toString());
    }
}
