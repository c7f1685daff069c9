package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedValue;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What stands in the seeds of a sensitive column and has no place there, whichever way it would come in. */
final class SecretsInSeeds {
    private final boolean production;
    private final Problems problems;

    /** Where {@code $was} was refused already: one row of a file may stand for many. */
    private final Set<Location> said = new HashSet<>();

    SecretsInSeeds(Settings settings, Problems problems) {
        this.production = settings.production();
        this.problems = problems;
    }

    /** True for a value that production does not take from seeds, which the problems then say. */
    boolean refuse(String tableName, Column column, SeedValue value) {
        if (!production || !isLiteral(column, value)) {
            return false;
        }
        problems.add(
                "A value of sensitive column \"" + column.label() + "\" stands in the seeds, in production.",
                value.at(),
                "table " + tableName,
                column.type().isJson()
                        ? "take it from a file that only the deployment has, with $file"
                        : "take it from the environment with $env");
        return true;
    }

    /** A mapping in any other column than a JSON one is a directive or names a row. */
    private static boolean isLiteral(Column column, SeedValue value) {
        if (!(value instanceof SeedValue.Fields fields)) {
            return !(value instanceof SeedValue.Null);
        }
        return column.type().isJson()
                ? fields.fields().size() != 1 || !fields.fields().containsKey("$file")
                : fields.fields().get("$bcrypt") instanceof SeedValue.Text;
    }

    /** A secret out of the environment belongs into a column that nobody is shown. */
    void refuseShown(String tableName, Column column, Cell.Generated generated, Location at, boolean sensitive) {
        if (generated.generator() == Cell.Generator.ENV && !sensitive) {
            problems.add(
                    "\"$env\" stands in column \"" + column.label() + "\", which is not sensitive.",
                    at,
                    "table " + tableName,
                    "list the column under \"sensitive\"");
        }
    }

    /** Whatever the environment: what a secret was before is a secret that somebody may still use. */
    void refuseFormer(BoundTable table, SeedRow row) {
        row.directives().was().forEach((name, values) -> {
            Column column = table.table().column(name);
            Location at = values.isEmpty() ? row.at() : values.get(0).at();
            if (column != null && isSensitive(table, column) && said.add(at)) {
                problems.add(
                        "\"$was\" gives former values of sensitive column \"" + column.label() + "\".",
                        at,
                        "table " + table,
                        "take them out: Seedbed keeps no secret to compare with, here or in former.jsonl");
            }
        });
    }

    /** What the entries of retired rows say, also of rows that are not there. */
    void refuseRetired(BoundTable table) {
        for (BoundTable.Part part : table.parts()) {
            for (SeedTable.Retired retired : part.seeds().retired()) {
                refuse(table, retired.columns());
                refuse(table, retired.set());
            }
        }
    }

    private void refuse(BoundTable table, Map<String, SeedValue> values) {
        values.forEach((name, value) -> {
            Column column = table.table().column(name);
            if (column != null && isSensitive(table, column)) {
                refuse(table.toString(), column, value);
            }
        });
    }

    /** Columns that no row declares may be called sensitive as well. */
    private static boolean isSensitive(BoundTable table, Column column) {
        return table.parts().stream()
                .flatMap(part -> part.seeds().sensitive().stream())
                .anyMatch(name -> column.equals(table.table().column(name)));
    }
}
