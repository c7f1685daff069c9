package dev.seedbed.plan;

import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** References to rows that no seeder of the run declares: whether exactly one such row is there. */
final class ReferenceCheck {
    private final Connection connection;
    private final Dialect dialect;
    private final Map<RefShape, Map<List<@Nullable String>, Use>> uses = new LinkedHashMap<>();

    private final Unresolved unresolved;
    private final Predicate<RefShape> emptied;

    /** @param emptied whether the rows that are there now will be gone by then */
    ReferenceCheck(Connection connection, Dialect dialect, Unresolved unresolved, Predicate<RefShape> emptied) {
        this.emptied = emptied;
        this.unresolved = unresolved;
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Where a reference stands first, and how often. */
    private static final class Use {
        private final BoundTable table;
        private final BoundRow first;
        private final int column;
        private int rows;

        Use(BoundTable table, BoundRow first, int column) {
            this.table = table;
            this.first = first;
            this.column = column;
        }

        boolean isMasked() {
            return table.layout().sensitive()[column];
        }
    }

    void add(BoundTable table, BoundRow row, int column, Cell.Reference reference) {
        uses.computeIfAbsent(reference.shape(), s -> new LinkedHashMap<>())
                .computeIfAbsent(reference.leaves(), l -> new Use(table, row, column))
                .rows++;
    }

    /** Asks for all of them, and adds a problem for each that does not name exactly one row. */
    void run(Problems problems) throws SQLException {
        for (Map.Entry<RefShape, Map<List<@Nullable String>, Use>> shape : uses.entrySet()) {
            Map<String, List<List<@Nullable String>>> batches = new LinkedHashMap<>();
            for (List<@Nullable String> leaves : shape.getValue().keySet()) {
                StringBuilder pattern = new StringBuilder();
                leaves.forEach(leaf -> pattern.append(leaf == null ? 'n' : '.'));
                batches.computeIfAbsent(pattern.toString(), p -> new ArrayList<>())
                        .add(leaves);
            }
            for (Map.Entry<String, List<List<@Nullable String>>> batch : batches.entrySet()) {
                List<List<@Nullable String>> all = batch.getValue();
                for (int from = 0; from < all.size(); from += dialect.rowSetLimit()) {
                    List<List<@Nullable String>> some =
                            all.subList(from, Math.min(all.size(), from + dialect.rowSetLimit()));
                    check(shape.getKey(), shape.getValue(), some, batch.getKey(), problems);
                }
            }
        }
    }

    private void check(
            RefShape shape,
            Map<List<@Nullable String>, Use> uses,
            List<List<@Nullable String>> wanted,
            String pattern,
            Problems problems)
            throws SQLException {
        StringBuilder from = new StringBuilder(dialect.quote(shape.target().name())).append(" r0");
        List<String> conditions = new ArrayList<>();
        conditions(dialect, shape, "r0", from, conditions, pattern, new int[] {1, 0});
        List<@Nullable String[]> staged = new ArrayList<>();
        wanted.forEach(leaves -> staged.add(leaves.toArray(new String[0])));
        String sql = "select d.ord, count(*) from " + from + " join " + dialect.rowSet(pattern.length()) + " on "
                + String.join(" and ", conditions) + " group by d.ord" + (emptied.test(shape) ? " having 1 = 0" : "");
        long[] found = new long[wanted.size()];
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, pattern.length(), staged);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found[rows.getInt(1) - 1] = rows.getLong(2);
                }
            }
        }
        for (int i = 0; i < found.length; i++) {
            Use use = Objects.requireNonNull(uses.get(wanted.get(i)));
            if (found[i] == 0) {
                problems.add(unresolved.problem(
                        shape,
                        wanted.get(i),
                        use.table.layout().columns().get(use.column).label(),
                        use.isMasked(),
                        where(use)));
            } else if (found[i] > 1) {
                problems.add(ambiguous(shape, wanted.get(i), use, found[i]));
            }
        }
    }

    /** The conditions that a target row has the staged texts; joins what nested references need. */
    static void conditions(
            Dialect dialect,
            RefShape shape,
            String alias,
            StringBuilder from,
            List<String> conditions,
            String pattern,
            int[] counters) {
        for (RefShape.Lookup lookup : shape.lookups()) {
            String expression = alias + "." + dialect.quote(lookup.column().name());
            if (lookup.nested() == null) {
                ColumnType type = lookup.column().type();
                conditions.add(
                        pattern.charAt(counters[0] - 1) == 'n'
                                ? expression + " is null"
                                : expression + " = " + dialect.typed("d.v" + counters[0], type));
                counters[0]++;
            } else {
                String inner = alias + "_" + ++counters[1];
                from.append(" join ")
                        .append(dialect.quote(lookup.nested().target().name()))
                        .append(' ')
                        .append(inner)
                        .append(" on ")
                        .append(lookup.nested().joinedOn(dialect, shape.target(), alias, lookup.column(), inner));
                conditions(dialect, lookup.nested(), inner, from, conditions, pattern, counters);
            }
        }
    }

    private static Problem ambiguous(RefShape shape, List<@Nullable String> leaves, Use use, long found) {
        return new Problem(
                "Reference \"" + (use.isMasked() ? "***" : describe(shape, leaves)) + "\" names " + found
                        + " rows of table \"" + shape.target().name() + "\".",
                where(use),
                "refer by a unique key of that table");
    }

    private static String where(Use use) {
        String more = use.rows == 1 ? "" : ", and " + (use.rows - 1) + (use.rows == 2 ? " more row" : " more rows");
        return place(use) + " (table " + use.table + more + ")";
    }

    /** Where the name itself stands: a list of names may go over many lines. */
    private static Location place(Use use) {
        SeedValue value = BoundTable.declared(use.table, use.first.seed(), use.column);
        while (value instanceof SeedValue.Fields fields && fields.fields().size() == 1) {
            value = fields.fields().values().iterator().next();
        }
        return value == null ? use.first.seed().at() : value.at();
    }

    static String describe(RefShape shape, List<@Nullable String> leaves) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            texts.add(shape.leaves().get(i).path() + ": " + leaves.get(i));
        }
        return String.join(", ", texts);
    }
}
