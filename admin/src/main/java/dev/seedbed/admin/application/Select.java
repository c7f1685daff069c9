package dev.seedbed.admin.application;

import java.util.ArrayList;
import java.util.List;

/**
 * A query, or a part of one.
 *
 * @param values what is bound in it, in order
 */
record Select(String sql, List<String> values) {
    Select {
        values = List.copyOf(values);
    }

    static Select of(String sql, String... values) {
        return new Select(sql, List.of(values));
    }

    Select and(Select further) {
        List<String> all = new ArrayList<>(values);
        all.addAll(further.values());
        return new Select(sql + further.sql(), all);
    }

    Select and(String further, String... bound) {
        return and(of(further, bound));
    }
}
