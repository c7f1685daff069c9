package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every declared row with what will happen to it, before anything is written.
 *
 * @param tables the tables, in the order in which they are planted
 * @param steps what a run does, in order; empty where nothing is to do
 * @param counts one for each table of each seeder, those included that were not looked at
 * @param warnings whole sentences
 */
public record Plan(
        Mode mode,
        Catalogue catalogue,
        List<PlannedTable> tables,
        List<Step> steps,
        List<TableCounts> counts,
        List<RowChange> otherChanges,
        List<String> warnings) {
    public Plan {
        tables = List.copyOf(tables);
        steps = List.copyOf(steps);
        counts = List.copyOf(counts);
        otherChanges = List.copyOf(otherChanges);
        warnings = List.copyOf(warnings);
    }

    public boolean nothingToDo() {
        return steps.isEmpty();
    }

    /** The plan as it turned out, where tables were loaded; so many rows each. */
    public Plan loaded(Map<PlannedTable, Integer> rows) {
        if (rows.isEmpty()) {
            return this;
        }
        Map<PlannedTable, PlannedTable> now = new HashMap<>();
        rows.forEach((table, count) -> now.put(table, table.loaded(count)));
        List<TableCounts> counted = new ArrayList<>(counts);
        now.values().forEach(table -> {
            TableCounts count = table.counts(0, null);
            counted.replaceAll(
                    each -> each.seeder().equals(count.seeder()) && each.table().equals(count.table())
                            ? count.losing(each.retired())
                            : each);
        });
        return new Plan(
                mode,
                catalogue,
                tables.stream().map(table -> now.getOrDefault(table, table)).toList(),
                steps,
                counted,
                otherChanges,
                warnings);
    }

    public long blocked() {
        long blocked = 0;
        for (TableCounts count : counts) {
            blocked += count.blocked();
        }
        return blocked;
    }

    /** Hands out every row that is not simply unchanged, table by table; may read seed files again. */
    public void changes(Consumer<RowChange> consumer) {
        firstChanges(Long.MAX_VALUE, consumer);
    }

    /** Hands out at most so many of the rows that are not simply unchanged, and returns how many there are. */
    public long firstChanges(long most, Consumer<RowChange> consumer) {
        long all = otherChanges.size();
        long[] given = {0};
        for (PlannedTable table : tables) {
            all += table.changes();
            if (given[0] < most && table.changes() > 0) {
                table.changes(change -> {
                    consumer.accept(change);
                    return ++given[0] < most;
                });
            }
        }
        for (RowChange change : otherChanges) {
            if (given[0] < most) {
                consumer.accept(change);
                given[0]++;
            }
        }
        return all;
    }

    /** What was planned only since nobody remembers what was planted: there is no ledger. */
    public Unremembered unremembered() {
        long missing = 0;
        long moved = 0;
        if (mode.changesRows() && catalogue.table(LedgerView.TABLE) == null) {
            for (PlannedTable table : tables) {
                missing += table.wasEmpty() ? 0 : table.inserts();
                moved += table.movedDefaults();
            }
        }
        return new Unremembered(missing, moved);
    }

    /**
     * What a ledger would tell, and nothing else can.
     *
     * @param missing rows to insert among others, which somebody may have deleted
     * @param moved rows with a value to change which somebody may have chosen
     */
    public record Unremembered(long missing, long moved) {}

    /** The rows that block a run. */
    public List<RowChange> blockedRows() {
        List<RowChange> blockedRows = new ArrayList<>();
        if (blocked() > 0) {
            changes(change -> {
                if (change.action() == Action.BLOCKED) {
                    blockedRows.add(change);
                }
            });
        }
        return blockedRows;
    }
}
