package dev.seedbed.export;

import dev.seedbed.seed.SeedException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to export, and where to.
 *
 * @param tables names as seeds write them, optionally with a schema; {@code *} stands for any characters, and a name
 *     without a schema for tables that need none. At least one
 * @param directory where the files are written; made where it is not there
 * @param keys columns that identify the rows of a table, by its name as seeds write it, where no unique key says so or
 *     another one is wanted
 * @param force replaces files that are there
 * @param includeSensitive also exports columns whose names look sensitive, and declares them so
 * @param includeGenerated also exports what the database fills in by an expression, such as a time of creation
 */
public record ExportRequest(
        List<String> tables,
        Path directory,
        Map<String, List<String>> keys,
        boolean force,
        boolean includeSensitive,
        boolean includeGenerated) {

    /** @throws SeedException where no table is named */
    public ExportRequest {
        tables = List.copyOf(tables);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        keys.forEach((table, columns) -> copy.put(table, List.copyOf(columns)));
        keys = copy;
        if (tables.isEmpty()) {
            throw SeedException.usage(
                    "No table was named to export.",
                    "name tables with --table, such as --table tier or --table 'public.*'");
        }
    }

    /** Some tables, with nothing replaced and nothing sensitive or generated exported. */
    public static ExportRequest of(Path directory, String... tables) {
        return new ExportRequest(List.of(tables), directory, Map.of(), false, false, false);
    }
}
