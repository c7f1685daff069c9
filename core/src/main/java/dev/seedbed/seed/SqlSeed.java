package dev.seedbed.seed;

import java.util.List;

/**
 * SQL that plants what rows cannot say.
 *
 * @param file where the SQL stands, relative to the seeds root
 * @param sql the text of that file
 * @param touches the tables it writes, as written
 * @param doneWhen a query that answers one boolean: true where nothing is left to do
 * @param at where the seeder declares it
 * @param textAt the file of the text
 */
public record SqlSeed(String file, String sql, List<String> touches, String doneWhen, Location at, Location textAt) {
    /** SQL that stands where the seeder does. */
    public SqlSeed(String file, String sql, List<String> touches, String doneWhen, Location at) {
        this(file, sql, touches, doneWhen, at, Location.of(file));
    }

    public SqlSeed {
        touches = List.copyOf(touches);
    }
}
