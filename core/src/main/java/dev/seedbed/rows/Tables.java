package dev.seedbed.rows;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.ledger.LedgerTable;
import dev.seedbed.ledger.Trail;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.plan.LiveRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The seeded tables and their rows, each value with what it is to the seeds. Rows are judged by a plan of {@code update},
 * made in the transaction that reads them, so nothing here says otherwise than such a plan. Only reads, and needs no
 * ledger; with one it is told who wrote a value. May be used by several threads at once.
 */
public final class Tables {
    private final RowsAccess access;
    private final Planners planners;

    public Tables(RowsAccess access) {
        this.access = access;
        this.planners = new Planners(access);
    }

    /**
     * Changes by a person.
     *
     * @param actor who it is; null for whoever the builder was told of, or the user of the database
     * @param reason why; null for whatever the builder was told
     */
    public Edits by(@Nullable String actor, @Nullable String reason) {
        return new Edits(access, planners, actor, reason);
    }

    /**
     * Every table for which the seeds that take part declare rows, in the order in which they are planted.
     *
     * @throws dev.seedbed.seed.SeedException where seeds and database do not fit together
     */
    public List<SeededTable> list() {
        return list(null);
    }

    /**
     * The same, one of them with the values that its check constraints list.
     *
     * @param listed its name; null, or that of no seeded table, for none
     * @throws dev.seedbed.seed.SeedException where seeds and database do not fit together
     */
    public List<SeededTable> list(@Nullable String listed) {
        return planners.reading(null, (connection, dialect, planned) -> {
            List<SeededTable> tables = new ArrayList<>();
            for (TableView view : planned.tables()) {
                tables.add(
                        listed != null && view.bound().isCalled(listed) ? view.describedWithLists() : view.described());
            }
            return tables;
        });
    }

    /**
     * One of them, with the values that its check constraints list.
     *
     * @throws RowException for one without seeds
     */
    public SeededTable table(String name) {
        return planners.reading(
                null, (connection, dialect, planned) -> planned.table(name).describedWithLists());
    }

    /**
     * Some rows of a table, in a number of statements that does not grow with them.
     *
     * @throws RowException for a table without seeds, or of which no rows are shown
     * @throws dev.seedbed.seed.SeedException for a place that no page of this table ended at
     */
    public Page page(String table, PageRequest request) {
        return planners.reading(
                null,
                (connection, dialect, planned) ->
                        new Paging(planned.table(table).open(), dialect, request).page());
    }

    /**
     * One row, also one that is declared and not there.
     *
     * @param key as rows tell it
     * @throws RowException for a row that neither the database nor the seeds have
     */
    public TableRow row(String table, Map<String, @Nullable String> key) {
        return planners.reading(new Planned.About(table, new LinkedHashMap<>(key)), (connection, dialect, planned) -> {
            TableView view = planned.table(table).open();
            return view.told(Locating.in(view, dialect).any(new LinkedHashMap<>(key)));
        });
    }

    /**
     * The rows that refer to one, by table and foreign key, with how many they are: while there are any, it is not deleted,
     * whatever their foreign keys say (ON DELETE). Also of tables without seeds.
     *
     * @param key as rows tell it
     * @return nothing for a row that is declared and not there
     * @throws RowException for a row that neither the database nor the seeds have, and where the user of the database may not
     *     look at the tables of the others
     */
    public List<RowException.Referring> referring(String table, Map<String, @Nullable String> key) {
        return planners.reading(new Planned.About(table, new LinkedHashMap<>(key)), (connection, dialect, planned) -> {
            TableView view = planned.table(table).open();
            Locating locating = Locating.in(view, dialect);
            LiveRows.Live row = locating.any(new LinkedHashMap<>(key)).live();
            if (row == null) {
                return List.of();
            }
            try {
                return new ReferringRows(view, new RowSql(connection, dialect, view.table()))
                        .of(locating.again(row), row, null);
            } catch (SQLException e) {
                if (dialect.failure(e) == Dialect.Failure.PERMISSION) {
                    throw new DatabaseRefusal(connection, dialect, view).of(e);
                }
                throw e;
            }
        });
    }

    /**
     * The entries of the ledger, the latest first: what runs did and what people did, values as rows have them. A table is meant as the seeds or the
     * ledger call it, a row of a seeded table by its key as it is told here.
     *
     * @throws RowException for a database without a ledger
     */
    public List<TrailEntry> trail(TrailFilter filter) {
        String table = filter.table();
        Planned.About about =
                table == null ? null : new Planned.About(table, filter.key().isEmpty() ? null : filter.key());
        return planners.reading(about, (connection, dialect, planned) -> {
            TableName ledger = LedgerTable.in(
                    table == null ? planned.catalogue() : planned.plan().catalogue());
            if (ledger == null) {
                throw new RowException(
                        RowException.Why.NO_LEDGER,
                        "The trail is kept in the ledger, and this database has none.",
                        "table " + LedgerTable.NAME,
                        "make one with \"seedbed ledger enable\", or by your own migrations with what \"seedbed ledger"
                                + " sql\" prints");
            }
            TrailFilter meant = table == null ? filter : named(connection, planned, dialect, table, filter);
            Spelling spelling = new Spelling(dialect, planned.catalogue());
            return new Trail(dialect, ledger)
                    .read(connection, meant).stream().map(spelling::of).toList();
        });
    }

    /**
     * Those of some tables, as the ledger calls them, for which the seeds that take part declare rows. Makes no plan.
     *
     * @throws dev.seedbed.seed.SeedException where seeds cannot be read
     */
    public Set<String> seeded(Set<String> names) {
        return planners.reading(null, (connection, dialect, planned) -> {
            Catalogue catalogue = planned.catalogue();
            Set<String> seeded = new HashSet<>();
            for (SeedUnit unit : planned.seeds().planted()) {
                for (SeedTable declared : unit.tables()) {
                    Table table = catalogue.table(declared.table());
                    if (table != null) {
                        seeded.add(declared.table());
                        seeded.add(table.name().label());
                    }
                }
            }
            seeded.retainAll(names);
            return seeded;
        });
    }

    /** As the ledger calls the table, and spells the key. */
    private static TrailFilter named(
            Connection connection, Planned planned, Dialect dialect, String table, TrailFilter filter)
            throws SQLException {
        TableView view = planned.tableIfSeeded(table);
        if (view == null || view.closed() != null) {
            return filter;
        }
        String name = view.bound().ledgerName();
        if (filter.key().isEmpty()) {
            return filter.of(name);
        }
        Savepoint before = connection.setSavepoint();
        try {
            return filter.of(name, Locating.in(view, dialect).any(filter.key()).ledgerKey());
        } catch (RowException e) {
            if (e.why() != RowException.Why.NO_ROW && e.why() != RowException.Why.AMBIGUOUS) {
                throw e;
            }
            // There may have been a row of that name.
            connection.rollback(before);
            return filter.of(name, filter.key());
        }
    }
}
