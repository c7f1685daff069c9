package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.TooSlow;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rights that the user of a run lacks: the database names an object at best, this says what was to be done with it and
 * the GRANT that allows it. Each method returns the error as it is where it is about something else.
 */
final class NotAllowed {
    private final Dialect dialect;
    private final @Nullable String user;
    private final String database;

    NotAllowed(Dialect dialect, Plan plan) {
        this.dialect = dialect;
        this.user = plan.catalogue().server().user();
        this.database = plan.catalogue().server().database();
    }

    SQLException lock(SQLException e, BoundTable table) {
        List<String> mend = new ArrayList<>();
        mend.add(grant("update", List.of(table)));
        List<Column> key = table.keyColumns();
        if (key.stream().noneMatch(Column::nullable)) {
            mend.add("or add a constraint, and no lock is needed: "
                    + dialect.uniqueConstraint(
                            table.table().name(), key.stream().map(Column::name).toList(), false));
        }
        return tell(e, "lock the table, as it must where no unique constraint covers the key", List.of(table), mend);
    }

    SQLException insert(SQLException e, List<BoundTable> tables) {
        List<Column> drawnFrom = tables.stream()
                .flatMap(table -> table.table().columns().stream())
                .filter(column -> column.sequence() != null && column.defaultSql() != null)
                .toList();
        List<Column> denied =
                drawnFrom.stream().filter(column -> names(e, column)).toList();
        if (!denied.isEmpty()) {
            // It may insert, and came as far as the numbering of the row.
            return tell(
                    e,
                    "draw from the sequence behind column \"" + denied.get(0).label() + "\"",
                    tables,
                    denied.stream().map(column -> grant("usage", column)).toList());
        }
        List<String> mend = new ArrayList<>();
        mend.add(grant("insert", tables));
        drawnFrom.forEach(column -> mend.add(grant("usage", column)));
        for (BoundTable table : tables) {
            if (!table.table().insertTriggers().isEmpty()) {
                mend.add("and what its triggers need: "
                        + String.join(", ", table.table().insertTriggers()));
            }
        }
        return tell(e, "insert rows", tables, mend);
    }

    /** Whether the database says that it is the column's sequence that may not be used. */
    private boolean names(SQLException e, Column column) {
        String sequence = String.valueOf(column.sequence());
        String name = sequence.substring(sequence.lastIndexOf('.') + 1).replace("\"", "");
        return Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])")
                .matcher(dialect.message(e))
                .find();
    }

    SQLException stage(SQLException e, BoundTable table) {
        return tell(
                e,
                "create temporary tables, through which large sets of rows go",
                List.of(table),
                List.of(grant("temporary", "database " + dialect.quote(database))));
    }

    SQLException close(SQLException e, BoundTable table) {
        return tell(
                e,
                "update rows, as it must where references in a circle are set once all rows are there",
                List.of(table),
                List.of(grant("update", List.of(table))));
    }

    SQLException update(SQLException e, BoundTable table) {
        return tell(e, "update rows", List.of(table), List.of(grant("update", List.of(table))));
    }

    SQLException retire(SQLException e, BoundTable table) {
        return tell(
                e,
                "update or delete rows, as it must where they are retired",
                List.of(table),
                List.of(grant("update, delete", List.of(table))));
    }

    SQLException advance(SQLException e, BoundTable table, Column column) {
        return tell(
                e,
                "move the sequence behind column \"" + column.label() + "\" past the ids of the seeds",
                List.of(table),
                List.of(grant("select, update", column)));
    }

    private SQLException tell(SQLException e, String what, List<BoundTable> tables, List<String> mend) {
        if (dialect.failure(e) != Dialect.Failure.PERMISSION) {
            return TooSlow.told(dialect, e, "writing", tables);
        }
        String who = user == null ? "This user" : "User \"" + user + "\"";
        // A trigger may have refused, in words that hold the row's values.
        boolean sensitive = tables.stream().anyMatch(table -> table.holdsSecrets());
        throw new SeedException(
                new Problem(
                        who + " may not " + what + (sensitive ? "" : ": " + dialect.message(e)) + ".",
                        tables.stream()
                                .map(table -> "table " + table)
                                .distinct()
                                .collect(Collectors.joining(", ")),
                        String.join("\n", mend)),
                sensitive ? null : e);
    }

    private String grant(String right, List<BoundTable> tables) {
        return grant(
                right,
                tables.stream()
                        .map(table -> dialect.quote(table.table().name()))
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    private String grant(String rights, Column column) {
        return grant(rights, "sequence " + column.sequence());
    }

    private String grant(String rights, String object) {
        return "grant " + rights + " on " + object + " to " + (user == null ? "it" : dialect.quote(user));
    }
}
