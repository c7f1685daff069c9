package dev.seedbed.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Horizontal bars on a logarithmic scale, readable on light and dark pages. */
final class Plot {
    private static final int WIDTH = 860;
    private static final int LABELS = 330;
    private static final int NUMBERS = 90;
    private static final int BAR = 15;
    private static final int GAP = 4;
    private static final int HEADING = 30;

    private Plot() {}

    static String svg(List<Comparison> comparisons) {
        double smallest = comparisons.stream()
                .flatMap(comparison -> comparison.samples().values().stream())
                .mapToDouble(Samples::medianMillis)
                .min()
                .orElse(1);
        double largest = comparisons.stream()
                .flatMap(comparison -> comparison.samples().values().stream())
                .mapToDouble(Samples::medianMillis)
                .max()
                .orElse(10);
        double low = Math.floor(Math.log10(smallest));
        double high = Math.max(low + 1, Math.ceil(Math.log10(largest)));
        StringBuilder bars = new StringBuilder();
        int y = 10;
        for (Comparison comparison : comparisons) {
            if (comparison.samples().isEmpty()) {
                continue;
            }
            y += HEADING;
            text(bars, 10, y - 8, "start", "heading", comparison.work());
            for (Map.Entry<String, Samples> entry : comparison.samples().entrySet()) {
                double median = entry.getValue().medianMillis();
                double x = x(median, low, high);
                String kind = entry.getKey().equals(Contenders.SEEDBED)
                        ? "seedbed"
                        : entry.getKey().equals(comparison.limit()) ? "limit" : "other";
                text(bars, LABELS - 8, y + BAR - 3, "end", "label", entry.getKey());
                bars.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                        kind,
                        LABELS,
                        y,
                        Math.max(1, x - LABELS),
                        BAR));
                text(bars, (int) x + 6, y + BAR - 3, "start", "label", time(median));
                y += BAR + GAP;
            }
        }
        int height = y + 34;
        return frame(height, grid(low, high, y), bars);
    }

    private static double x(double millis, double low, double high) {
        double part = (Math.log10(millis) - low) / (high - low);
        return LABELS + part * (WIDTH - LABELS - NUMBERS);
    }

    private static String time(double millis) {
        return millis >= 1_000
                ? String.format(Locale.ROOT, "%.2f s", millis / 1_000)
                : String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    private static String grid(double low, double high, int bottom) {
        StringBuilder lines = new StringBuilder();
        for (int power = (int) low; power <= high; power++) {
            double millis = Math.pow(10, power);
            int x = (int) x(millis, low, high);
            lines.append(String.format(
                    Locale.ROOT, "<line class=\"grid\" x1=\"%d\" y1=\"14\" x2=\"%d\" y2=\"%d\"/>%n", x, x, bottom));
            String label = millis >= 1_000
                    ? (long) (millis / 1_000) + " s"
                    : millis >= 1 ? (long) millis + " ms" : String.format(Locale.ROOT, "%.1f ms", millis);
            text(lines, x, bottom + 18, "middle", "label", label);
        }
        return lines.toString();
    }

    private static void text(StringBuilder into, int x, int y, String anchor, String kind, String text) {
        into.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                kind,
                x,
                y,
                anchor,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String frame(int height, CharSequence grid, CharSequence bars) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                <title>Medians of all contenders, logarithmic scale</title>
                <style>
                text { font: 12px system-ui, sans-serif; fill: #1f2328; }
                .heading { font-weight: 600; font-size: 13px; }
                .grid { stroke: #d1d9e0; }
                .seedbed { fill: #1a7f37; } .limit { fill: #0969da; } .other { fill: #8c959f; }
                @media (prefers-color-scheme: dark) {
                  text { fill: #e6edf3; }
                  .grid { stroke: #3d444d; }
                  .seedbed { fill: #3fb950; } .limit { fill: #4493f8; } .other { fill: #6e7681; }
                }
                </style>
                %3$s%4$s</svg>
                """.formatted(WIDTH, height, grid, bars);
    }
}
