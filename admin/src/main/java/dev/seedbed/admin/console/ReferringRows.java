package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.rows.RowRefused;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.rows.Page;
import dev.seedbed.rows.RowException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table that refer to a row, and so stand in the way of a change.
 *
 * @param by the columns in which they do
 * @param count how many they are, counted as far as is worth while
 * @param isMore true where they are more than that
 * @param rows the first of them; none of a table whose rows are not shown
 * @param all path of the page with all of them; null where they are not shown
 */
public record ReferringRows(
        String table,
        List<String> by,
        long count,
        boolean isMore,
        List<Link> rows,
        @Nullable String all) {
    private static final int NAMED = 5;

    /** The page of a row. */
    public record Link(String name, String path) {}

    /**
     * Those because of which something was refused; none where others do not stand in the way.
     *
     * @param path of the page of the row to which they refer
     */
    static List<ReferringRows> of(Rows rows, Refused refused, String path) {
        return refused instanceof RowRefused of ? of(rows, of.referring(), path) : List.of();
    }

    static List<ReferringRows> of(Rows rows, List<RowException.Referring> referring, String path) {
        return referring.stream().map(each -> of(rows, each, path)).toList();
    }

    private static ReferringRows of(Rows rows, RowException.Referring referring, String path) {
        if (!referring.holding().isEmpty()) {
            try {
                // One more, since a row may refer to itself, and does not stand in its own way.
                Page page = rows.page(referring.table(), null, NAMED + 1, null, null, null, referring.holding());
                String name = page.table().name();
                List<Link> named = page.rows().stream()
                        .filter(row -> !RowWords.path(row).equals(path))
                        .limit(NAMED)
                        .map(row -> new Link(RowWords.name(row.key()), RowWords.path(row)))
                        .toList();
                return of(name, referring, named, Rowset.of(name, referring.holding()));
            } catch (RowRefused e) {
                // Its rows, or that column of them, are not for people.
            }
        }
        return of(referring.table(), referring, List.of(), null);
    }

    private static ReferringRows of(
            String table, RowException.Referring referring, List<Link> named, @Nullable String all) {
        return new ReferringRows(table, referring.columns(), referring.rows(), referring.areMore(), named, all);
    }

    /** Such as {@code 7 rows of plan_grant refer to it by plan_id}. */
    public String words() {
        return (isMore ? "More than " : "") + Words.number(count) + (count == 1 ? " row of " : " rows of ") + table
                + (count == 1 ? " refers" : " refer") + " to it by " + String.join(", ", by);
    }

    /** Those that are not named, such as {@code 2 more}; null for none. */
    public @Nullable String more() {
        if (isMore) {
            return "all others";
        }
        return count > rows.size() ? Words.number(count - rows.size()) + " more" : null;
    }
}
