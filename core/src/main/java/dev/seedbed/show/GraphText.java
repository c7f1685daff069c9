package dev.seedbed.show;

import dev.seedbed.SeedGraph;
import dev.seedbed.SeedGraph.Edge;
import dev.seedbed.SeedGraph.Node;
import dev.seedbed.database.JsonText;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The seeder graph as text: for people, for Mermaid and as JSON.
 *
 * @param withDatabase whether foreign keys are known; without them the order may be another
 */
public record GraphText(SeedGraph graph, boolean withDatabase) {
    static final String NO_DATABASE = "without a database: its foreign keys may order the seeders otherwise";
    private static final int MOST_REASONS = 3;

    /** Seeders in the order in which they are planted, each with what it waits for and why. */
    public String text(Paint paint) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        int digits = String.valueOf(graph.seeders().size()).length();
        for (Node node : graph.seeders()) {
            text.append(String.format("%" + (digits + 2) + "d  ", ++number))
                    .append(paint.bold(Words.plain(node.name())))
                    .append(paint.dim(notes(node)))
                    .append('\n');
            String indent = " ".repeat(digits + 4);
            text.append(indent)
                    .append(node.tables().isEmpty() ? paint.dim("no tables") : Words.plain(tables(node)))
                    .append('\n');
            into(node.name(), false).forEach((from, reasons) -> waits(text, indent + "after ", from, reasons, paint));
            into(node.name(), true)
                    .forEach((from, reasons) -> waits(text, indent + "reference set after ", from, reasons, paint));
        }
        if (text.length() == 0) {
            return "There are no seeders.\n";
        }
        if (!withDatabase) {
            text.append("\nDrawn ").append(NO_DATABASE).append(" (--url looks at them).\n");
        }
        return text.toString();
    }

    private static void waits(StringBuilder text, String what, String from, List<String> reasons, Paint paint) {
        text.append(paint.dim(what))
                .append(paint.cyan(Words.plain(from)))
                .append(paint.dim(reasons(reasons)))
                .append('\n');
    }

    private Map<String, List<String>> into(String name, boolean later) {
        Map<String, List<String>> into = new LinkedHashMap<>();
        for (Edge edge : graph.edges()) {
            if (edge.to().equals(name) && edge.later() == later) {
                into.computeIfAbsent(edge.from(), from -> new ArrayList<>()).add(edge.reason());
            }
        }
        return into;
    }

    private static String reasons(List<String> reasons) {
        String shown = reasons.stream()
                .limit(MOST_REASONS)
                .map(reason -> reason.equals("after") ? "\"after\" in its seeds" : Words.plain(reason))
                .collect(Collectors.joining(", "));
        int more = reasons.size() - MOST_REASONS;
        return " (" + shown + (more > 0 ? ", and " + Words.count(more, "more reference") : "") + ")";
    }

    private static String tables(Node node) {
        return String.join(", ", node.tables());
    }

    /** Group and environments where they are not what goes without saying: {@code  [dev, only in test]}. */
    static String notes(Node node) {
        String group = node.group() == Group.CORE ? "" : node.group().name().toLowerCase(Locale.ROOT);
        String where = node.environments().isEmpty()
                ? ""
                : "only in " + node.environments().stream().sorted().collect(Collectors.joining(", "));
        String between = group.isEmpty() || where.isEmpty() ? "" : ", ";
        return group.isEmpty() && where.isEmpty() ? "" : "  [" + group + between + where + "]";
    }

    /** A Mermaid flowchart. */
    public String mermaid() {
        Map<String, String> ids = new LinkedHashMap<>();
        graph.seeders().forEach(node -> ids.put(node.name(), "s" + ids.size()));
        StringBuilder text = new StringBuilder("flowchart LR\n");
        for (Node node : graph.seeders()) {
            text.append("  ")
                    .append(ids.get(node.name()))
                    .append("[\"<b>")
                    .append(entities(node.name()))
                    .append("</b>")
                    .append(entities(notes(node)))
                    .append(node.tables().isEmpty() ? "" : "<br/>")
                    .append(node.tables().stream().map(GraphText::entities).collect(Collectors.joining("<br/>")))
                    .append("\"]\n");
        }
        graph.edges().stream()
                .filter(edge -> ids.containsKey(edge.from()) && ids.containsKey(edge.to()))
                .map(edge ->
                        "  " + ids.get(edge.from()) + (edge.later() ? " -.-> " : " --> ") + ids.get(edge.to()) + "\n")
                .distinct()
                .forEach(text::append);
        if (!withDatabase) {
            text.append("  %% Drawn ").append(NO_DATABASE).append(".\n");
        }
        return text.toString();
    }

    private static String entities(String text) {
        return Words.plain(text)
                .replace("&", "#amp;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }

    /** One object: whether foreign keys are known, seeders and edges. */
    public String json() {
        String seeders = graph.seeders().stream()
                .map(node -> "{\"name\": " + JsonText.quote(node.name()) + ", \"group\": "
                        + JsonText.quote(node.group().name().toLowerCase(Locale.ROOT)) + ", \"environments\": "
                        + quoted(node.environments().stream().sorted().toList()) + ", \"tables\": "
                        + quoted(node.tables()) + "}")
                .collect(Collectors.joining(",\n  "));
        String edges = graph.edges().stream()
                .map(edge -> "{\"from\": " + JsonText.quote(edge.from()) + ", \"to\": " + JsonText.quote(edge.to())
                        + ", \"reason\": " + JsonText.quote(edge.reason())
                        + (edge.later() ? ", \"later\": true}" : "}"))
                .collect(Collectors.joining(",\n  "));
        return "{\"format\": " + ReportJson.FORMAT + ",\n \"withDatabase\": " + withDatabase + ",\n \"seeders\": ["
                + lines(seeders) + "],\n \"edges\": [" + lines(edges) + "]}\n";
    }

    private static String lines(String items) {
        return items.isEmpty() ? "" : "\n  " + items;
    }

    private static String quoted(Collection<String> texts) {
        return texts.stream().map(JsonText::quote).collect(Collectors.joining(", ", "[", "]"));
    }
}
