package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.UniqueKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables whose rows can be planted in the pass that reads them: large CSV files of plain values, for a table
 * that is empty, to which nothing in the run refers, and whose key a constraint keeps unique. What reading beforehand
 * would find wrong with them, the binding of each row or the database finds then.
 */
final class Unread {
    /** Below this size reading twice costs less than anybody could notice. */
    static final long LEAST_BYTES = 1 << 20;

    private Unread() {}

    static Set<BoundTable> of(Connection connection, Dialect dialect, BoundTables tables) throws SQLException {
        List<BoundTable> suitable = new ArrayList<>();
        if (dialect.copies(connection)) {
            for (BoundTable table : tables.all()) {
                if (suits(table, tables)) {
                    suitable.add(table);
                }
            }
        }
        return areEmpty(connection, dialect, suitable) ? new LinkedHashSet<>(suitable) : Set.of();
    }

    private static boolean suits(BoundTable table, BoundTables tables) {
        if (table.parts().size() != 1
                || table.parts().get(0).seeds().rows().plainBytes() < LEAST_BYTES
                || !table.parts().get(0).seeds().retired().isEmpty()
                || !table.table().insertTriggers().isEmpty()) {
            return false;
        }
        for (Cell cell : table.layout().onInsert()) {
            if (cell instanceof Cell.Reference) {
                return false;
            }
        }
        for (BoundTable other : tables.all()) {
            if (refers(other.table(), table.table())) {
                return false;
            }
        }
        return isKeyed(table);
    }

    /** Those of them that a row which was read refers to, be it without a foreign key. */
    static Set<BoundTable> referredTo(Set<BoundTable> unread, BoundTables tables) {
        Set<BoundTable> referredTo = new LinkedHashSet<>();
        if (!unread.isEmpty()) {
            for (BoundTable table : tables.all()) {
                for (int i = 0; i < table.layout().columns().size(); i++) {
                    table.forms(i).forEach(shape -> add(shape, tables, referredTo));
                    if (table.layout().onInsert()[i] instanceof Cell.Reference reference) {
                        add(reference.shape(), tables, referredTo);
                    }
                }
            }
        }
        referredTo.retainAll(unread);
        return referredTo;
    }

    private static void add(@Nullable RefShape shape, BoundTables tables, Set<BoundTable> targets) {
        if (shape != null) {
            BoundTable target = tables.bound(shape.target());
            if (target != null) {
                targets.add(target);
            }
            shape.lookups().forEach(lookup -> add(lookup.nested(), tables, targets));
        }
    }

    private static boolean isKeyed(BoundTable table) {
        UniqueKey key = table.table()
                .uniqueKeyOver(
                        table.keyColumns().stream().map(column -> column.name()).toList());
        return key != null && table.keyColumns().stream().noneMatch(column -> column.nullable());
    }

    private static boolean refers(Table from, Table to) {
        for (ForeignKey key : from.foreignKeys()) {
            if (key.target().equals(to.name())) {
                return true;
            }
        }
        return false;
    }

    /** True where none of them has a row; asked for all at once. */
    static boolean areEmpty(Connection connection, Dialect dialect, Iterable<BoundTable> tables) throws SQLException {
        List<String> questions = new ArrayList<>();
        for (BoundTable table : tables) {
            questions.add("exists (select 1 from " + dialect.quote(table.table().name()) + ")");
        }
        if (questions.isEmpty()) {
            return true;
        }
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select case when "
                        + questions.stream().collect(Collectors.joining(" or ")) + " then 1 else 0 end")) {
            answer.next();
            return answer.getInt(1) == 0;
        }
    }
}
