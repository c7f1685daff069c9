package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Incoming;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a reset does before it plants: takes all rows out of the seeded tables, those that refer before those referred to. */
final class Emptying {
    private final Connection connection;
    private final Dialect dialect;
    private final Catalogue catalogue;
    private final List<List<BoundTable>> groups;
    private final List<Unresolved.LeftOut> leftOut;
    private final Map<String, Long> losses = new LinkedHashMap<>();

    /**
     * What a reset empties.
     *
     * @param groups the tables in the order in which they are planted
     * @param leftOut what seeders declare and this run leaves as it is
     */
    Emptying(
            Connection connection,
            Dialect dialect,
            Catalogue catalogue,
            List<List<BoundTable>> groups,
            List<Unresolved.LeftOut> leftOut) {
        this.connection = connection;
        this.dialect = dialect;
        this.catalogue = catalogue;
        this.groups = groups;
        this.leftOut = leftOut;
    }

    /**
     * The steps, in order.
     *
     * @throws SeedException refused where rows of other tables refer to rows that would go, or where tables refer to each
     *     other in a circle that cannot be undone
     */
    List<Step> steps() throws SQLException {
        refuseOthers();
        List<Step> steps = new ArrayList<>();
        for (int i = groups.size() - 1; i >= 0; i--) {
            group(groups.get(i), steps);
        }
        for (BoundTable table : all()) {
            losses.put(
                    table.writtenName(),
                    count("select count(*) from " + dialect.quote(table.table().name())));
        }
        return steps;
    }

    /** The counts of a plan, with the rows that each table loses. */
    List<TableCounts> counted(List<TableCounts> counts) {
        Map<String, Long> left = new LinkedHashMap<>(losses);
        List<TableCounts> counted = new ArrayList<>();
        for (TableCounts each : counts) {
            Long lost = each.skipped() == null ? left.remove(each.table()) : null;
            counted.add(lost == null ? each : each.losing(lost));
        }
        return counted;
    }

    private List<BoundTable> all() {
        return groups.stream().flatMap(List::stream).toList();
    }

    private void refuseOthers() throws SQLException {
        List<Table> tables = all().stream().map(BoundTable::table).toList();
        List<Problem> problems = new ArrayList<>();
        for (Incoming key : dialect.incoming(connection, tables)) {
            if (tables.stream().anyMatch(table -> isSame(table.name(), key.child()))) {
                continue;
            }
            String referring = key.columns().stream()
                    .map(column -> dialect.quote(column) + " is not null")
                    .collect(Collectors.joining(" and "));
            long rows = count("select count(*) from " + dialect.quote(key.child()) + " where " + referring);
            if (rows > 0) {
                Unresolved.LeftOut seeded = leftOut(key.child());
                String why = seeded == null
                        ? "is not seeded"
                        : seeded.chosen()
                                ? "seeder \"" + seeded.unit().name() + "\" does not plant here"
                                : "this run leaves out";
                problems.add(new Problem(
                        (rows == 1 ? "1 row" : rows + " rows") + " of table \"" + key.child()
                                + "\", which " + why + ","
                                + (rows == 1 ? " refers" : " refer") + " to table \"" + key.target()
                                + "\", which is to be emptied.",
                        "foreign key " + key.child() + " (" + String.join(", ", key.columns()) + ") to " + key.target()
                                + " (" + String.join(", ", key.targetColumns()) + ")",
                        seeded == null || seeded.chosen()
                                ? "take these rows out first"
                                : "choose table \"" + seeded.table().table() + "\" too, or take these rows out first"));
            }
        }
        if (!problems.isEmpty()) {
            throw new SeedException(SeedException.Kind.REFUSED, problems, null);
        }
    }

    /** What a seeder declares of a table although this run does nothing with it; null where none does. */
    private Unresolved.@Nullable LeftOut leftOut(TableName table) {
        for (Unresolved.LeftOut each : leftOut) {
            String written = each.table().table();
            Table known = catalogue.table(written);
            boolean same = known != null
                    ? isSame(known.name(), table)
                    : written.equalsIgnoreCase(table.name())
                            || written.equalsIgnoreCase(table.schema() + "." + table.name());
            if (same) {
                return each;
            }
        }
        return null;
    }

    private static boolean isSame(TableName one, TableName other) {
        return one.name().equals(other.name()) && one.schema().equals(other.schema());
    }

    private void group(List<BoundTable> group, List<Step> steps) {
        if (group.size() == 1 || dialect.insertsTogether()) {
            if (group.size() == 1 && !dialect.insertsTogether()) {
                detach(group.get(0), group, steps, new HashSet<>());
            }
            steps.add(new Step.Empty(group));
            return;
        }
        Set<ForeignKey> loosened = new HashSet<>();
        group.forEach(table -> detach(table, group, steps, loosened));
        List<BoundTable> left = new ArrayList<>(group);
        while (!left.isEmpty()) {
            BoundTable next = left.stream()
                    .filter(table ->
                            left.stream().noneMatch(other -> other != table && key(other, table, loosened) != null))
                    .findFirst()
                    .orElseThrow(() -> circle(left, loosened));
            steps.add(new Step.Empty(List.of(next)));
            left.remove(next);
        }
    }

    /** Loosens the references of a table inside its group that may be NULL. */
    private static void detach(BoundTable table, List<BoundTable> group, List<Step> steps, Set<ForeignKey> loosened) {
        List<Column> columns = new ArrayList<>();
        for (ForeignKey key : table.table().foreignKeys()) {
            if (group.stream().anyMatch(other -> isSame(other.table().name(), key.target()))) {
                key.columns().stream()
                        .map(name -> Objects.requireNonNull(table.table().column(name)))
                        .filter(Column::nullable)
                        .findFirst()
                        .ifPresent(column -> {
                            columns.add(column);
                            loosened.add(key);
                        });
            }
        }
        if (!columns.isEmpty()) {
            steps.add(new Step.Detach(table, columns));
        }
    }

    private static @Nullable ForeignKey key(BoundTable from, BoundTable to, Set<ForeignKey> loosened) {
        return from.table().foreignKeys().stream()
                .filter(key -> !loosened.contains(key)
                        && isSame(key.target(), to.table().name()))
                .findFirst()
                .orElse(null);
    }

    private static SeedException circle(List<BoundTable> left, Set<ForeignKey> loosened) {
        List<String> keys = new ArrayList<>();
        for (BoundTable from : left) {
            for (BoundTable to : left) {
                ForeignKey key = from == to ? null : key(from, to, loosened);
                if (key != null) {
                    keys.add(from + " (" + String.join(", ", key.columns()) + ") to " + to);
                }
            }
        }
        return SeedException.refused(
                "Tables refer to each other in a circle of columns that cannot be NULL, so none can be emptied first.",
                "foreign keys " + String.join(", ", keys),
                "let one of these columns be NULL");
    }

    private long count(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
