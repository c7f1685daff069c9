package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.rows.RowRefused;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.rows.Page;
import dev.seedbed.rows.RowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows of one table that refer to a row, and so stand in the way of a change.
 *
 * @param rows the first of them
 * @param all path of the page with all of them
 * @param areMore whether there are more than those
 */
public record ReferringRows(String table, List<Link> rows, String all, boolean areMore) {
    private static final int NAMED = 5;

    /** The page of a row. */
    public record Link(String name, String path) {}

    /** Those because of which something was refused; of tables without seeds, whose rows are not shown, none. */
    static List<ReferringRows> of(Rows rows, Refused refused) {
        List<ReferringRows> found = new ArrayList<>();
        if (refused instanceof RowRefused of) {
            for (RowException.Referring referring : of.referring()) {
                if (!referring.holding().isEmpty()) {
                    add(rows, referring.table(), referring.holding(), found);
                }
            }
        }
        return found;
    }

    private static void add(Rows rows, String table, Map<String, String> holding, List<ReferringRows> found) {
        try {
            Page page = rows.page(table, null, NAMED, null, null, null, holding);
            String name = page.table().name();
            List<Link> named = page.rows().stream()
                    .map(row -> new Link(RowWords.name(row.key()), RowWords.path(row)))
                    .toList();
            found.add(new ReferringRows(name, named, Rowset.of(name, holding), page.next() != null));
        } catch (RowRefused e) {
            // Its rows, or that column of them, are not for people.
        }
    }
}
