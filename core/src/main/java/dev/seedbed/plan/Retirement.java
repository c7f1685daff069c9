package dev.seedbed.plan;

import dev.seedbed.database.Incoming;
import java.util.List;
import java.util.Map;

/**
 * A row that leaves its table, or takes the values that retired rows have.
 *
 * @param row its key, as it is once all rows have their new names
 * @param located its key as it is in the database before that
 * @param set by index into the layout, the values that it takes; empty where it is deleted
 * @param live by index, the texts of its columns, as the database told them when they were looked at; nothing is written
 *     where they differ
 * @param before by index, what those columns held that go or change, references by the names of the rows that they meant
 * @param incoming the foreign keys by which nothing may refer to it
 */
public record Retirement(
        BoundRow row,
        BoundRow located,
        Map<Integer, Cell> set,
        Map<Integer, Cell> live,
        Map<Integer, Cell> before,
        List<Incoming> incoming) {
    public Retirement {
        set = Map.copyOf(set);
        live = Map.copyOf(live);
        before = Map.copyOf(before);
        incoming = List.copyOf(incoming);
    }

    Retirement referredToBy(List<Incoming> keys) {
        return new Retirement(row, located, set, live, before, keys);
    }

    public boolean deletes() {
        return set.isEmpty();
    }
}
