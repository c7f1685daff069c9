package dev.seedbed;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Table;
import dev.seedbed.plan.CatalogueCheck;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Draws the graph of seeders: of every environment, those of this one first where nothing else decides. */
final class Graphs {
    private final SeededTables tables;
    private final Map<String, SeedUnit> units = new LinkedHashMap<>();
    private final Map<String, Set<SeedGraph.Edge>> into = new HashMap<>();

    /** Edges that need not order their seeders, since the reference may be NULL for a while. */
    private final Set<SeedGraph.Edge> closable = new LinkedHashSet<>();

    Graphs(Setup setup, List<SeedUnit> read) {
        Selection selection = setup.select(read);
        Set<String> chosenTables = setup.tables(read);
        selection.planted().forEach(unit -> units.put(unit.name(), unit));
        selection.skipped().forEach(unit -> units.put(unit.name(), unit));
        List<SeedUnit> all = List.copyOf(units.values());
        Catalogue catalogue = setup.isConnected()
                ? setup.reading((connection, dialect) ->
                        new CatalogueCheck(dialect, setup.settings(chosenTables), all).catalogue(connection))
                : null;
        tables = new SeededTables(all, catalogue);
    }

    SeedGraph run() {
        units.values().forEach(this::edges);
        closable.forEach(this::join);
        List<String> order = order();
        List<SeedGraph.Node> nodes = new ArrayList<>();
        List<SeedGraph.Edge> edges = new ArrayList<>();
        for (String name : order) {
            SeedUnit unit = Objects.requireNonNull(units.get(name));
            nodes.add(new SeedGraph.Node(
                    name,
                    unit.group(),
                    unit.plantedIn(),
                    Stream.concat(
                                    unit.tables().stream().map(SeedTable::table),
                                    unit.sql().stream().flatMap(sql -> sql.touches().stream()))
                            .distinct()
                            .toList()));
            into(name).stream()
                    .sorted(Comparator.comparingInt(edge -> order.indexOf(edge.from())))
                    .forEach(edges::add);
        }
        return new SeedGraph(nodes, edges);
    }

    private Set<SeedGraph.Edge> into(String name) {
        return into.computeIfAbsent(name, unit -> new LinkedHashSet<>());
    }

    /** Adds an edge; as one that is set later where it would make a circle with those that order. */
    private void join(SeedGraph.Edge edge) {
        boolean circle = before(edge.from(), new LinkedHashSet<>()).contains(edge.to());
        into(edge.to()).add(new SeedGraph.Edge(edge.from(), edge.to(), edge.reason(), circle));
    }

    private Set<String> before(String name, Set<String> before) {
        for (SeedGraph.Edge edge : into(name)) {
            if (!edge.later() && before.add(edge.from())) {
                before(edge.from(), before);
            }
        }
        return before;
    }

    private void edge(String from, SeedUnit to, String reason) {
        if (units.containsKey(from) && !from.equals(to.name())) {
            into(to.name()).add(new SeedGraph.Edge(from, to.name(), reason));
        }
    }

    private void edges(SeedUnit unit) {
        unit.after().forEach(after -> edge(after, unit, "after"));
        SeederLinks links = new SeederLinks(tables);
        for (SeedTable table : unit.tables()) {
            Set<String> columns = new LinkedHashSet<>(table.onInsert().keySet());
            links.ofDefaults(unit, table, this::link);
            try (SeedRows.Cursor rows = table.rows().open()) {
                for (SeedRow row = rows.next(); row != null; row = rows.next()) {
                    for (int i = 0; i < row.columns().size(); i++) {
                        if (table.rows().streamed() || !(row.values().get(i) instanceof SeedValue.Null)) {
                            columns.add(row.columns().get(i));
                        }
                    }
                    links.of(unit, table, row, this::link);
                    if (table.rows().streamed()) {
                        // All rows of a CSV file refer as its header line says.
                        break;
                    }
                }
            }
            links.ofForeignKeys(unit, table, columns, this::link);
        }
    }

    private void link(SeederLinks.Link link) {
        tables.declaring(link.target()).keySet().forEach(target -> {
            if (!mayWait(link)) {
                edge(target.name(), link.from(), link.reason());
            } else if (units.containsKey(target.name()) && !target.equals(link.from())) {
                closable.add(new SeedGraph.Edge(target.name(), link.from().name(), link.reason()));
            }
        });
    }

    /** True where the reference may be NULL until the row it means is there. */
    private boolean mayWait(SeederLinks.Link link) {
        Table table = tables.table(link.table().table());
        if (table == null || link.path().contains(".")) {
            return false;
        }
        return Stream.of(link.path().replaceAll("[()]", "").split(", "))
                .map(table::column)
                .anyMatch(column -> column != null && column.nullable());
    }

    /** Each seeder after those that its edges come from, as far as they do not run in a circle. */
    private List<String> order() {
        Set<String> begun = new LinkedHashSet<>();
        List<String> ordered = new ArrayList<>();
        units.keySet().forEach(name -> visit(name, begun, ordered));
        return ordered;
    }

    private void visit(String name, Set<String> begun, List<String> ordered) {
        if (!begun.add(name)) {
            return;
        }
        into(name).stream().filter(edge -> !edge.later()).forEach(edge -> visit(edge.from(), begun, ordered));
        ordered.add(name);
    }
}
