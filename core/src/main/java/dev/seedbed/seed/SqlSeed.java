package dev.seedbed.seed;

import java.util.List;

/**
 * SQL that plants what rows cannot say.
 *
 * @param file where the SQL stands, relative to the seeds root
 * @param sql the text of that file
 * @param touches the tables it writes, as written
 * @param doneWhen a query that answers one boolean: true where nothing is left to do
 */
public record SqlSeed(String file, String sql, List<String> touches, String doneWhen, Location at) {
    public SqlSeed {
        touches = List.copyOf(touches);
    }
}
