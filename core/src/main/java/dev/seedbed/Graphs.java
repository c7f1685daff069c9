package dev.seedbed;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Table;
import dev.seedbed.plan.CatalogueCheck;
import dev.seedbed.plan.PlantingOrder;
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

    /** Tables of which one refers to the other, by identity. */
    private record Need(String later, String earlier) {}

    private final Set<Need> needed = new LinkedHashSet<>();

    Graphs(Setup setup, List<SeedUnit> read) {
        Selection selection = setup.select(read);
        Set<String> chosenTables = setup.tables(read);
        selection.planted().forEach(unit -> units.put(unit.name(), unit));
        selection.skipped().forEach(unit -> units.put(unit.name(), unit));
        List<SeedUnit> all = List.copyOf(units.values());
        Catalogue catalogue = setup.target().isConnected()
                ? setup.target()
                        .reading((connection, dialect) ->
                                new CatalogueCheck(dialect, setup.settings(chosenTables), all).catalogue(connection))
                : null;
        tables = new SeededTables(all, catalogue);
    }

    SeedGraph run() {
        units.values().forEach(this::edges);
        PlantingOrder planting = new PlantingOrder(List.copyOf(units.keySet()));
        into.values().forEach(edges -> edges.forEach(edge -> planting.after(edge.to(), edge.from())));
        closable.forEach(edge -> planting.perhapsAfter(edge.to(), edge.from()));
        List<String> order = planting.order();
        closable.forEach(edge -> into(edge.to())
                .add(new SeedGraph.Edge(
                        edge.from(), edge.to(), edge.reason(), !planting.isAfter(edge.to(), edge.from()))));
        List<String> tablesInOrder = tablesIn(order);
        List<SeedGraph.Node> nodes = new ArrayList<>();
        List<SeedGraph.Edge> edges = new ArrayList<>();
        for (String name : order) {
            SeedUnit unit = Objects.requireNonNull(units.get(name));
            nodes.add(new SeedGraph.Node(
                    name,
                    unit.group(),
                    unit.plantedIn(),
                    Stream.concat(
                                    unit.tables().stream()
                                            .map(SeedTable::table)
                                            .sorted(Comparator.comparingInt(
                                                    table -> tablesInOrder.indexOf(tables.identity(table)))),
                                    unit.sql().stream().flatMap(sql -> sql.touches().stream()))
                            .distinct()
                            .toList()));
            into(name).stream()
                    .sorted(Comparator.comparingInt(edge -> order.indexOf(edge.from())))
                    .forEach(edges::add);
        }
        return new SeedGraph(nodes, edges);
    }

    /** The tables as they are planted, by identity. */
    private List<String> tablesIn(List<String> seeders) {
        Set<String> identities = new LinkedHashSet<>();
        for (String seeder : seeders) {
            Objects.requireNonNull(units.get(seeder))
                    .tables()
                    .forEach(table -> identities.add(tables.identity(table.table())));
        }
        PlantingOrder planting = new PlantingOrder(List.copyOf(identities));
        needed.forEach(each -> planting.after(each.later(), each.earlier()));
        return planting.order();
    }

    private Set<SeedGraph.Edge> into(String name) {
        return into.computeIfAbsent(name, unit -> new LinkedHashSet<>());
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
        needed.add(new Need(tables.identity(link.table().table()), link.target()));
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
}
