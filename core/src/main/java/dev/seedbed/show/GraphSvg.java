package dev.seedbed.show;

import dev.seedbed.SeedGraph;
import dev.seedbed.SeedGraph.Node;
import dev.seedbed.show.GraphLayout.Place;
import java.util.List;
import java.util.Locale;

/**
 * The seeder graph as a picture that stands on light and dark pages alike and needs no font of its own.
 *
 * @param withDatabase whether foreign keys are known; without them the order may be another
 */
public record GraphSvg(SeedGraph graph, boolean withDatabase) {
    private static final double MARGIN = 24;
    private static final double PADDING = 12;
    private static final double TITLE = 19;
    private static final double LINE = 17;

    private static final String STYLE = """
            <style>
              text { font-family: ui-sans-serif, system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif; }
              .box { fill: #f6f8fa; stroke: #8b949e; }
              .core .bar { fill: #2f81b7; } .update .bar { fill: #b7791f; } .dev .bar { fill: #7c5cbf; }
              .title { font-size: 14px; font-weight: 600; fill: #1f2328; }
              .note { font-size: 11px; fill: #6e7781; }
              .table { font-size: 12px; fill: #3d444d; font-family: ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; }
              .edge { fill: none; stroke: #8b949e; stroke-width: 1.5; }
              .head { fill: #8b949e; }
              @media (prefers-color-scheme: dark) {
                .box { fill: #22272e; stroke: #768390; }
                .title { fill: #e6edf3; } .table { fill: #c4ccd4; } .note { fill: #909dab; }
              }
            </style>
            """;

    /** With its own style, to stand alone. */
    public String draw() {
        return draw(STYLE);
    }

    /** For a page whose style sheet knows its classes, and that allows no style within. */
    public String drawUnstyled() {
        return draw("");
    }

    private String draw(String style) {
        GraphLayout layout = new GraphLayout(graph, GraphSvg::size);
        int width = (int) Math.ceil(layout.width + 2 * MARGIN);
        int height = (int) Math.ceil(layout.height + 2 * MARGIN);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"seeders\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n",
                width, height, width, height));
        svg.append("<title>Seeders in the order in which they are planted</title>\n")
                .append(withDatabase ? "" : "<desc>Drawn " + GraphText.NO_DATABASE + ".</desc>\n")
                .append(style);
        svg.append(
                "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
                        + " markerHeight=\"7\" orient=\"auto\"><path class=\"head\" d=\"M0 0.5 L8 4 L0 7.5 Z\"/></marker></defs>\n");
        layout.lines.forEach(line -> line(svg, line));
        layout.columns.forEach(column -> column.forEach(place -> box(svg, place)));
        return svg.append("</svg>\n").toString();
    }

    private static double[] size(Node node) {
        double widest = 8.8 * Words.width(node.name());
        widest = Math.max(widest, 6.2 * Words.width(note(node)));
        for (String table : node.tables()) {
            widest = Math.max(widest, 7.5 * Words.width(table));
        }
        double lines = (note(node).isEmpty() ? 0 : 1) + node.tables().size();
        return new double[] {Math.max(96, widest + 2 * PADDING + 4), PADDING + TITLE + LINE * lines + PADDING - 4};
    }

    private static String note(Node node) {
        return GraphText.notes(node).strip().replaceAll("^\\[|\\]$", "");
    }

    private static void box(StringBuilder svg, Place place) {
        Node node = place.node;
        if (node == null) {
            return;
        }
        double x = place.x + MARGIN;
        double y = place.y + MARGIN;
        svg.append("<g class=\"")
                .append(node.group().name().toLowerCase(Locale.ROOT))
                .append("\">\n");
        svg.append(format(
                "  <rect class=\"box\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"6\"/>\n",
                x, y, place.width, place.height));
        svg.append(format(
                "  <rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"4\" height=\"%.1f\" rx=\"2\"/>\n",
                x, y + 6, place.height - 12));
        double left = x + PADDING + 4;
        double line = y + PADDING + 11;
        text(svg, "title", left, line, node.name());
        line += TITLE;
        if (!note(node).isEmpty()) {
            text(svg, "note", left, line, note(node));
            line += LINE;
        }
        for (String table : node.tables()) {
            text(svg, "table", left, line, table);
            line += LINE;
        }
        svg.append("</g>\n");
    }

    private static void text(StringBuilder svg, String style, double x, double y, String text) {
        svg.append(format("  <text class=\"" + style + "\" x=\"%.1f\" y=\"%.1f\">", x, y))
                .append(escaped(text))
                .append("</text>\n");
    }

    private static void line(StringBuilder svg, List<Place> line) {
        Place first = line.get(0);
        double x = first.x + first.width + MARGIN;
        double y = first.middle() + MARGIN;
        StringBuilder path = new StringBuilder(format("M%.1f %.1f", x, y));
        for (int i = 1; i < line.size(); i++) {
            Place next = line.get(i);
            double toX = next.x + MARGIN - (next.node == null ? 0 : 2);
            double toY = next.middle() + MARGIN;
            double bend = (toX - x) / 2;
            path.append(format(" C%.1f %.1f %.1f %.1f %.1f %.1f", x + bend, y, toX - bend, toY, toX, toY));
            x = toX;
            y = toY;
        }
        svg.append("<path class=\"edge\" marker-end=\"url(#head)\" d=\"")
                .append(path)
                .append("\"/>\n");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escaped(String text) {
        return Words.plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
