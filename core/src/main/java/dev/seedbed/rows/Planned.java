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
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The plan of one transaction, made when it is first asked for, and how to make another one once something was written.
 * Where somebody wants to know of one row, it is a plan of that row, if such a plan tells what a whole one would.
 */
final class Planned {
    private final Connection connection;
    private final Dialect dialect;
    private final RowsAccess.Seeds seeds;
    private final Planner planner;
    private final LedgerKey key;
    private final LedgerMemory ledger;
    private @Nullable About about;
    private @Nullable Plan plan;

    /**
     * What is asked for.
     *
     * @param row its key; null for nothing but the table
     */
    record About(String table, @Nullable Map<String, @Nullable String> row) {}

    /** @param about null for a whole plan */
    Planned(
            Connection connection,
            Dialect dialect,
            RowsAccess.Seeds seeds,
            Planner planner,
            LedgerKey key,
            LedgerMemory ledger,
            @Nullable About about) {
        this.connection = connection;
        this.dialect = dialect;
        this.seeds = seeds;
        this.planner = planner;
        this.key = key;
        this.ledger = ledger;
        this.about = about;
    }

    /** Has all that is asked from now on be answered by a whole plan; false where it was one already. */
    boolean whole() {
        boolean more = about != null;
        about = null;
        plan = null;
        return more;
    }

    /** True where the plan is of one row, which only it and its values decide. */
    boolean isOfRow() {
        return about != null && plan != null;
    }

    /** Looks at the database once more; there the row may have another key by now. */
    void again(Map<String, @Nullable String> row) throws SQLException {
        Plan before = plan;
        About asked = about;
        plan = before == null || asked == null ? null : planner.planOfAgain(connection, before, asked.table(), row);
        if (plan == null) {
            about = null;
        }
    }

    Plan plan() throws SQLException {
        Plan made = plan;
        if (made == null) {
            About asked = about;
            made = asked == null ? null : planner.planOf(connection, asked.table(), asked.row());
            if (made == null) {
                about = null;
                made = planner.plan(connection);
            }
            plan = made;
        }
        return made;
    }

    /** Makes no plan. */
    Catalogue catalogue() throws SQLException {
        return plan != null ? plan.catalogue() : planner.catalogue(connection);
    }

    RowsAccess.Seeds seeds() {
        return seeds;
    }

    /** Every table with seeds. */
    List<TableView> tables() throws SQLException {
        List<TableView> views = new ArrayList<>();
        for (PlannedTable table : plan().tables()) {
            views.add(view(table));
        }
        return views;
    }

    /**
     * A table by the name that the seeds, or the database, have for it.
     *
     * @throws RowException for one without seeds
     */
    TableView table(String name) throws SQLException {
        TableView found = tableIfSeeded(name);
        if (found == null) {
            List<String> known = plan().tables().stream()
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
    TableView tableIfSeeded(String name) throws SQLException {
        for (PlannedTable table : plan().tables()) {
            if (table.table().isCalled(name)) {
                return view(table);
            }
        }
        return null;
    }

    private TableView view(PlannedTable table) throws SQLException {
        return new TableView(connection, dialect, plan(), table, secrets(table.table()), key, ledger);
    }

    /** The labels of columns that any seeder calls sensitive, be it one that is not planted here. */
    private Set<String> secrets(BoundTable table) throws SQLException {
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

    private boolean isSame(String written, BoundTable table) throws SQLException {
        Table meant = plan().catalogue().table(written);
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
