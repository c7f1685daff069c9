package dev.seedbed.show;

import dev.seedbed.SeedGraph;
import dev.seedbed.SeedGraph.Edge;
import dev.seedbed.SeedGraph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Places seeders in columns from left to right, each behind all that it waits for. An edge over several columns passes
 * through a bend in each between, so that it goes around the boxes there.
 */
final class GraphLayout {
    private static final double GAP_ACROSS = 64;
    private static final double GAP_DOWN = 22;
    private static final int SWEEPS = 8;

    /** A box, or a bend of a long edge, where {@link #node} is null. */
    static final class Place {
        final @Nullable Node node;
        final double width;
        final double height;
        final List<Place> before = new ArrayList<>();
        final List<Place> behind = new ArrayList<>();
        double x;
        double y;

        Place(@Nullable Node node, double width, double height) {
            this.node = node;
            this.width = width;
            this.height = height;
        }

        double middle() {
            return y + height / 2;
        }
    }

    final List<List<Place>> columns = new ArrayList<>();

    /** From box to box, with the bends between them. */
    final List<List<Place>> lines = new ArrayList<>();

    double width;
    double height;

    GraphLayout(SeedGraph graph, Function<Node, double[]> size) {
        Map<String, Place> places = new HashMap<>();
        Map<String, Integer> column = columnOf(graph);
        for (Node node : graph.seeders()) {
            double[] box = size.apply(node);
            Place place = new Place(node, box[0], box[1]);
            places.put(node.name(), place);
            in(column.getOrDefault(node.name(), 0)).add(place);
        }
        for (Edge edge : distinct(graph, column)) {
            line(places, edge, column);
        }
        stack();
        finish();
    }

    /** Seeders that have nothing to do with each other stand below each other, those with most to show first. */
    private void stack() {
        List<List<List<Place>>> groups = new ArrayList<>();
        Set<Place> seen = new HashSet<>();
        for (List<Place> column : columns) {
            for (Place place : column) {
                if (seen.add(place)) {
                    groups.add(columnsOf(place, seen));
                }
            }
        }
        groups.sort(Comparator.comparingInt(GraphLayout::size).reversed());
        double y = 0;
        columns.forEach(List::clear);
        for (List<List<Place>> group : groups) {
            for (int sweep = 0; sweep < SWEEPS; sweep++) {
                arrange(group, sweep % 2 == 0);
            }
            double top = group.stream()
                    .flatMap(List::stream)
                    .mapToDouble(place -> place.y)
                    .min()
                    .orElse(0);
            double bottom = y;
            for (int i = 0; i < group.size(); i++) {
                for (Place place : group.get(i)) {
                    place.y += y - top;
                    bottom = Math.max(bottom, place.y + place.height);
                    columns.get(i).add(place);
                }
            }
            y = bottom + GAP_DOWN;
        }
    }

    private static int size(List<List<Place>> group) {
        return group.stream().mapToInt(List::size).sum();
    }

    /** What hangs together with a place, column by column in the order in which it stands there. */
    private List<List<Place>> columnsOf(Place first, Set<Place> seen) {
        Set<Place> group = new HashSet<>(Set.of(first));
        Deque<Place> left = new ArrayDeque<>(group);
        while (!left.isEmpty()) {
            Place place = left.remove();
            for (List<Place> neighbours : List.of(place.before, place.behind)) {
                for (Place neighbour : neighbours) {
                    if (group.add(neighbour)) {
                        left.add(neighbour);
                    }
                }
            }
        }
        seen.addAll(group);
        List<List<Place>> of = new ArrayList<>();
        for (List<Place> column : columns) {
            of.add(new ArrayList<>(column.stream().filter(group::contains).toList()));
        }
        return of;
    }

    /** The longest way from a seeder that waits for nothing. Edges against the order, which cycles have, do not count. */
    private static Map<String, Integer> columnOf(SeedGraph graph) {
        Map<String, Integer> column = new HashMap<>();
        for (Node node : graph.seeders()) {
            int after = 0;
            for (Edge edge : graph.edges()) {
                Integer before = edge.to().equals(node.name()) ? column.get(edge.from()) : null;
                after = before == null ? after : Math.max(after, before + 1);
            }
            column.put(node.name(), after);
        }
        return column;
    }

    private static List<Edge> distinct(SeedGraph graph, Map<String, Integer> column) {
        LinkedHashSet<Edge> edges = new LinkedHashSet<>();
        for (Edge edge : graph.edges()) {
            Integer from = column.get(edge.from());
            Integer to = column.get(edge.to());
            if (from != null && to != null && from < to) {
                edges.add(new Edge(edge.from(), edge.to(), ""));
            }
        }
        return List.copyOf(edges);
    }

    private List<Place> in(int column) {
        while (columns.size() <= column) {
            columns.add(new ArrayList<>());
        }
        return columns.get(column);
    }

    private void line(Map<String, Place> places, Edge edge, Map<String, Integer> column) {
        Place last = places.get(edge.from());
        Place end = places.get(edge.to());
        if (last == null || end == null) {
            return;
        }
        List<Place> line = new ArrayList<>(List.of(last));
        for (int i = column.getOrDefault(edge.from(), 0) + 1; i < column.getOrDefault(edge.to(), 0); i++) {
            Place bend = new Place(null, 0, 4);
            in(i).add(bend);
            connect(last, bend);
            line.add(bend);
            last = bend;
        }
        connect(last, end);
        line.add(end);
        lines.add(line);
    }

    private static void connect(Place from, Place to) {
        from.behind.add(to);
        to.before.add(from);
    }

    /** Orders each column by the middle of what its places hang on, and moves them there as far as there is room. */
    private static void arrange(List<List<Place>> columns, boolean forward) {
        for (int i = 0; i < columns.size(); i++) {
            List<Place> places = columns.get(forward ? i : columns.size() - 1 - i);
            Map<Place, Double> wanted = new HashMap<>();
            for (Place place : places) {
                List<Place> anchors = forward ? place.before : place.behind;
                wanted.put(
                        place,
                        anchors.stream().mapToDouble(Place::middle).average().orElse(place.middle())
                                - place.height / 2);
            }
            ToDoubleFunction<Place> want = place -> wanted.getOrDefault(place, place.y);
            places.sort(Comparator.comparingDouble(want));
            spread(places, want);
        }
    }

    private static void spread(List<Place> places, ToDoubleFunction<Place> want) {
        double next = Double.NEGATIVE_INFINITY;
        double off = 0;
        for (Place place : places) {
            place.y = Math.max(want.applyAsDouble(place), next);
            next = place.y + place.height + GAP_DOWN;
            off += place.y - want.applyAsDouble(place);
        }
        // What was pushed down to make room is shared out, so that the column stays around its middle.
        double shift = places.isEmpty() ? 0 : off / places.size();
        places.forEach(place -> place.y -= shift);
    }

    private void finish() {
        double top = columns.stream()
                .flatMap(List::stream)
                .mapToDouble(place -> place.y)
                .min()
                .orElse(0);
        double x = 0;
        for (List<Place> places : columns) {
            double widest =
                    places.stream().mapToDouble(place -> place.width).max().orElse(0);
            for (Place place : places) {
                place.x = place.node == null ? x + widest / 2 : x;
                place.y -= top;
                height = Math.max(height, place.y + place.height);
            }
            width = x + widest;
            x += widest + GAP_ACROSS;
        }
    }
}
