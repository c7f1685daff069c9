package dev.seedbed.plan;

import dev.seedbed.database.JsonText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a ledger knows, for a plan; asked in the transaction that plans. */
public interface LedgerView {
    /** The name by which a catalogue is asked for its table, as for the tables of seeds. */
    String TABLE = "seedbed_ledger";

    /** For a database without a ledger. */
    LedgerView NONE = (connection, table, references, wanted) -> null;

    /**
     * Reads what is known of the rows of one table.
     *
     * @param table how reports call the table
     * @param references how its keys and columns name rows of other tables: rows are told by the names that these rows
     *     have now
     * @param wanted true for the keys of which more than their existence is asked; each is given as {@link #key} spells it
     * @return null where the database has no ledger
     */
    @Nullable
    Rows read(Connection connection, String table, List<LedgerReference> references, Predicate<String> wanted)
            throws SQLException;

    /**
     * The same where the keys of which more is asked are known beforehand.
     *
     * @param wanted is not asked where nothing was ever written down of the table
     */
    default @Nullable Rows read(
            Connection connection, String table, List<LedgerReference> references, Supplier<Set<String>> wanted)
            throws SQLException {
        return read(connection, table, references, (Predicate<String>)
                key -> wanted.get().contains(key));
    }

    /** The same of a table that refers to none. */
    default @Nullable Rows read(Connection connection, String table, Predicate<String> wanted) throws SQLException {
        return read(connection, table, List.of(), wanted);
    }

    /** False where nothing was ever written down of a table, so that reading would find nothing. */
    default boolean knowsOf(Connection connection, String table) throws SQLException {
        return true;
    }

    /** The rows of one table. Renamed rows are known by their new keys alone. */
    interface Rows {
        /** True where nothing was ever written down of the table; then {@code wanted} was not asked either. */
        boolean isEmpty();

        /** True where a row with that key was planted or met, and has not been retired since. */
        boolean knows(String key);

        /** What is known of a row; null where nothing is, or its key was not wanted. */
        @Nullable
        Row row(String key);

        /** By former keys, under the names that reports use, the keys that their rows have since. */
        default Map<Map<String, @Nullable String>, Map<String, @Nullable String>> renames() {
            return Map.of();
        }
    }

    /**
     * What is known of one row.
     *
     * @param present true where it was planted or met and has not been retired since: if it is not there, somebody deleted it
     * @param images by the names that reports use, the latest texts that count as planted by Seedbed
     * @param kept columns that held something else than what was declared when the row was met
     * @param pinned columns that somebody has pinned
     * @param whole true where the whole row is pinned
     */
    record Row(
            boolean present,
            Map<String, @Nullable String> images,
            Set<String> kept,
            Set<String> pinned,
            boolean whole) {
        /** A row of which no column is kept. */
        public Row(boolean present, Map<String, @Nullable String> images, Set<String> pinned, boolean whole) {
            this(present, images, Set.of(), pinned, whole);
        }
    }

    /** One text for a natural key: a JSON object of texts and nulls with its names in order, without white space. */
    static String key(Map<String, @Nullable String> naturalKey) {
        StringBuilder text = new StringBuilder("{");
        for (Map.Entry<String, @Nullable String> entry : new TreeMap<>(naturalKey).entrySet()) {
            text.append(text.length() == 1 ? "" : ",");
            text.append(JsonText.quote(entry.getKey())).append(':');
            text.append(entry.getValue() == null ? "null" : JsonText.quote(entry.getValue()));
        }
        return text.append('}').toString();
    }
}
