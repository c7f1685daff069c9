package dev.seedbed;

import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.ArrayList;
import java.util.List;

/** Draws the graph of seeders. */
final class Graphs {
    private final Selection selection;

    Graphs(Selection selection) {
        this.selection = selection;
    }

    SeedGraph run() {
        List<SeedGraph.Node> nodes = new ArrayList<>();
        List<SeedGraph.Edge> edges = new ArrayList<>();
        List<SeedUnit> units = new ArrayList<>(selection.planted());
        units.addAll(selection.skipped());
        for (SeedUnit unit : units) {
            nodes.add(new SeedGraph.Node(
                    unit.name(),
                    unit.group(),
                    unit.plantedIn(),
                    unit.tables().stream().map(SeedTable::table).toList()));
            unit.after().forEach(after -> edges.add(new SeedGraph.Edge(after, unit.name(), "after")));
        }
        return new SeedGraph(nodes, edges);
    }
}
