package dev.seedbed;

import dev.seedbed.database.Column;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds what the rows of a seeder refer to: {@code $ref}, {@code $each}, and mappings in foreign-key columns. */
final class SeederLinks {
    private final SeededTables tables;

    SeederLinks(SeededTables tables) {
        this.tables = tables;
    }

    /**
     * A reference.
     *
     * @param path the column, and where the reference stands inside another one, the columns on the way
     * @param target identity of the table referred to
     * @param label how messages call that table
     * @param row what names the row referred to; null where all declared rows of the table are meant
     * @param at the reference itself
     * @param rowAt the row that it stands in
     */
    record Link(
            SeedUnit from,
            SeedTable table,
            String path,
            String target,
            String label,
            @Nullable Map<String, SeedValue> row,
            Location at,
            Location rowAt) {
        /** {@code tier_permission.tier_id → subscription_tier}. */
        String reason() {
            return table.table() + "." + path + " → " + label;
        }
    }

    /** The references of one row. */
    void of(SeedUnit unit, SeedTable seeds, SeedRow row, Consumer<Link> into) {
        Origin origin = new Origin(unit, seeds, row.at(), into);
        Table table = tables.table(seeds.table());
        for (int i = 0; i < row.values().size(); i++) {
            String column = row.columns().get(i);
            value(origin, table, column, column, row.values().get(i));
        }
    }

    /** The references of {@code on-insert}. */
    void ofDefaults(SeedUnit unit, SeedTable seeds, Consumer<Link> into) {
        Table table = tables.table(seeds.table());
        seeds.onInsert()
                .forEach((column, value) ->
                        value(new Origin(unit, seeds, seeds.at(), into), table, column, column, value));
    }

    /** The foreign keys that columns of a seeder belong to, whatever stands in them. */
    void ofForeignKeys(SeedUnit unit, SeedTable seeds, Iterable<String> columns, Consumer<Link> into) {
        Table table = tables.table(seeds.table());
        for (String column : columns) {
            for (ForeignKey key : tables.foreignKeys(table, column)) {
                Table target = tables.target(key);
                if (table != null && target != null) {
                    new Origin(unit, seeds, seeds.at(), into).link(path(table, key), target, null, seeds.at());
                }
            }
        }
    }

    private static String path(Table table, ForeignKey key) {
        List<String> labels = key.columns().stream()
                .map(name -> {
                    Column column = table.column(name);
                    return column == null ? name : column.label();
                })
                .toList();
        return labels.size() == 1 ? labels.get(0) : "(" + String.join(", ", labels) + ")";
    }

    /** What a reference belongs to, and who wants it. */
    private final class Origin {
        private final SeedUnit unit;
        private final SeedTable seeds;
        private final Location rowAt;
        private final Consumer<Link> into;

        Origin(SeedUnit unit, SeedTable seeds, Location rowAt, Consumer<Link> into) {
            this.unit = unit;
            this.seeds = seeds;
            this.rowAt = rowAt;
            this.into = into;
        }

        void link(String path, Table target, @Nullable Map<String, SeedValue> row, Location at) {
            link(path, SeededTables.identity(target), target.name().label(), row, at);
        }

        void link(String path, String target, String written, @Nullable Map<String, SeedValue> row, Location at) {
            into.accept(new Link(unit, seeds, path, target, tables.label(target, written), row, at, rowAt));
        }
    }

    private void value(Origin origin, @Nullable Table table, String column, String path, SeedValue value) {
        Column described = table == null ? null : table.column(column);
        if (!(value instanceof SeedValue.Fields mapping)
                || (described != null && described.type().isJson())) {
            return;
        }
        Map<String, SeedValue> fields = mapping.fields();
        SeedValue each = fields.get("$each");
        if (fields.get("$ref") instanceof SeedValue.Fields ref
                && ref.fields().get("table") instanceof SeedValue.Text written) {
            Map<String, SeedValue> row = new LinkedHashMap<>(ref.fields());
            row.remove("table");
            origin.link(path, tables.identity(written.text()), written.text(), row, mapping.at());
            nested(origin, tables.table(written.text()), path, row);
        } else if (each instanceof SeedValue.Fields declared
                && declared.fields().get("declared") instanceof SeedValue.Text written) {
            origin.link(path, tables.identity(written.text()), written.text(), null, each.at());
        } else if (each instanceof SeedValue.Items items) {
            items.items().forEach(item -> value(origin, table, column, path, item));
        } else if (fields.keySet().stream().noneMatch(key -> key.startsWith("$"))) {
            Table target = tables.target(table, column);
            if (target != null) {
                origin.link(path, target, fields, mapping.at());
            }
            nested(origin, target, path, fields);
        }
    }

    private void nested(Origin origin, @Nullable Table target, String path, Map<String, SeedValue> fields) {
        fields.forEach((field, value) -> value(origin, target, field, path + "." + field, value));
    }
}
