package dev.seedbed.export;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an export. Said when every file is in its place.
 *
 * @param database product and version
 * @param databaseName the database that was read
 * @param directory where the files are
 * @param tables those exported, in the order of their names
 * @param leftOut all that is not in the files
 * @param warnings what somebody should know before planting the files elsewhere
 */
public record ExportReport(
        String database,
        String databaseName,
        Path directory,
        List<Exported> tables,
        List<LeftOut> leftOut,
        List<String> warnings,
        Duration duration) {
    public ExportReport {
        tables = List.copyOf(tables);
        leftOut = List.copyOf(leftOut);
        warnings = List.copyOf(warnings);
    }

    /**
     * A table that was exported.
     *
     * @param table as seeds call it
     * @param rows written
     * @param key the columns that identify a row
     * @param files names in the directory, the one that is the seeder first; none where the table is empty
     */
    public record Exported(String table, long rows, List<String> key, List<String> files) {
        public Exported {
            key = List.copyOf(key);
            files = List.copyOf(files);
        }
    }

    /**
     * Something that is not in the files.
     *
     * @param column null where it is the whole table
     * @param row the key of the one row that is concerned; null for all
     * @param reason as the second part of a sentence
     * @param mend how to have it exported; null where nothing need be done
     */
    public record LeftOut(
            String table,
            @Nullable String column,
            @Nullable String row,
            Why why,
            String reason,
            @Nullable String mend) {}

    /** Why something is not in the files. */
    public enum Why {
        COMPUTED("computed", true),
        NUMBERED("numbered", true),
        SURROGATE("surrogate", true),
        GENERATED("generated", true),
        DEFAULT("default", true),
        SENSITIVE("sensitive", false),
        NO_NATURAL_KEY("no-natural-key", false),
        REFERENCE("reference", false),
        VALUE("value", false),
        TYPE("type", false),
        NAME("name", false),
        OBSTACLE("obstacle", false),
        BOOKKEEPING("bookkeeping", true);

        private final String label;
        private final boolean expected;

        Why(String label, boolean expected) {
            this.label = label;
            this.expected = expected;
        }

        /** The word that stays the same from release to release. */
        public String label() {
            return label;
        }

        /** True where nothing is lost: the database fills it in, or it is no seed data. */
        public boolean expected() {
            return expected;
        }
    }
}
