package dev.seedbed.rows;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerMemory;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedTable;
import dev.seedbed.plan.Planner;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plan of one transaction, and how to make another one once something was written. */
final class Planned {
    private final Connection connection;
    private final Dialect dialect;
    private final RowsAccess.Seeds seeds;
    private final Planner planner;
    private final LedgerKey key;
    private final LedgerMemory ledger;
    private Plan plan;

    Planned(
            Connection connection,
            Dialect dialect,
            RowsAccess.Seeds seeds,
            Planner planner,
            LedgerKey key,
            LedgerMemory ledger)
            throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.seeds = seeds;
        this.planner = planner;
        this.key = key;
        this.ledger = ledger;
        this.plan = planner.plan(connection);
    }

    /** Looks at the database once more. */
    void again() throws SQLException {
        plan = planner.plan(connection);
    }

    Plan plan() {
        return plan;
    }

    Catalogue catalogue() {
        return plan.catalogue();
    }

    RowsAccess.Seeds seeds() {
        return seeds;
    }

    /** Every table with seeds. */
    List<TableView> tables() {
        List<TableView> views = new ArrayList<>();
        for (PlannedTable table : plan.tables()) {
            views.add(view(table));
        }
        return views;
    }

    /**
     * A table by the name that the seeds, or the database, have for it.
     *
     * @throws RowException for one without seeds
     */
    TableView table(String name) {
        TableView found = tableIfSeeded(name);
        if (found == null) {
            List<String> known = plan.tables().stream()
                    .map(each -> each.table().writtenName())
                    .toList();
            String nearest = Catalogue.nearest(name, known);
            throw new RowException(
                    RowException.Why.NO_TABLE,
                    "Table \"" + name + "\" has no seeds here, so its rows are not shown.",
                    "table " + name,
                    nearest != null
                            ? "did you mean \"" + nearest + "\"?"
                            : known.isEmpty() ? null : "the seeded tables are " + String.join(", ", known));
        }
        return found;
    }

    /** The same; null for one without seeds. */
    @Nullable
    TableView tableIfSeeded(String name) {
        for (PlannedTable table : plan.tables()) {
            if (isCalled(table.table(), name)) {
                return view(table);
            }
        }
        return null;
    }

    private static boolean isCalled(BoundTable table, String name) {
        return table.writtenName().equalsIgnoreCase(name)
                || table.table().name().label().equalsIgnoreCase(name)
                || table.parts().stream().anyMatch(part -> part.seeds().table().equalsIgnoreCase(name));
    }

    private TableView view(PlannedTable table) {
        return new TableView(connection, dialect, plan, table, secrets(table.table()), key, ledger);
    }

    /** The labels of columns that any seeder calls sensitive, be it one that is not planted here. */
    private Set<String> secrets(BoundTable table) {
        Set<String> secrets = new LinkedHashSet<>();
        for (List<SeedUnit> units : List.of(seeds.planted(), seeds.notChosen(), seeds.notHere())) {
            for (SeedUnit unit : units) {
                for (SeedTable declared : unit.tables()) {
                    if (isSame(declared.table(), table)) {
                        declared.sensitive().forEach(name -> add(secrets, table.table(), name));
                    }
                }
            }
        }
        return secrets;
    }

    private boolean isSame(String written, BoundTable table) {
        Table meant = plan.catalogue().table(written);
        String unqualified = written.substring(written.lastIndexOf('.') + 1);
        return meant == null
                ? unqualified.equalsIgnoreCase(table.table().name().name())
                : meant.name().equals(table.table().name());
    }

    private static void add(Set<String> secrets, Table table, String written) {
        table.columns().stream()
                .filter(column -> column.name().toLowerCase(Locale.ROOT).equals(written.toLowerCase(Locale.ROOT)))
                .forEach(column -> secrets.add(column.label()));
    }

    @Nullable
    String schema() {
        return seeds.settings().schema();
    }
}
