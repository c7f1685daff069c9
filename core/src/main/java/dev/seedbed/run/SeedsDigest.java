package dev.seedbed.run;

import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.seed.SqlSeed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** One text for all that some seeders declare, wherever in their files it stands. */
final class SeedsDigest {
    private final MessageDigest digest = sha256();

    private SeedsDigest() {}

    static String of(Collection<SeedUnit> units) {
        SeedsDigest seeds = new SeedsDigest();
        units.forEach(seeds::unit);
        return seeds.text();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(MessageDigest digest) {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private String text() {
        return text(digest);
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private void unit(SeedUnit unit) {
        add(unit.name());
        add(unit.group().name());
        add(new TreeSet<>(unit.environments()) + unit.after().toString());
        unit.tables().forEach(this::table);
        for (SqlSeed sql : unit.sql()) {
            add(sql.file());
            add(sql.sql());
            add(sql.touches() + sql.doneWhen());
        }
        unit.former().forEach(row -> {
            add(row.table());
            values(row.key());
            row.was().forEach((column, values) -> {
                add(column);
                values.forEach(this::value);
            });
            add(new TreeSet<>(row.absent()).toString());
        });
    }

    private void table(SeedTable table) {
        add(table.table());
        add(String.valueOf(table.key()));
        add(new TreeSet<>(table.managed()).toString());
        add(new TreeSet<>(table.insertOnly()).toString());
        add(new TreeSet<>(table.sensitive()).toString());
        add(table.missing() + "/" + table.softDelete());
        values(table.onInsert());
        values(table.onUpdate());
        table.retired().forEach(retired -> {
            values(retired.columns());
            values(retired.set());
        });
        try (SeedRows.Cursor rows = table.rows().open()) {
            for (SeedRow row = rows.next(); row != null; row = rows.next()) {
                row.columns().forEach(this::add);
                row.values().forEach(this::value);
                directives(row.directives());
            }
        }
    }

    private void directives(SeedRow.Directives directives) {
        if (directives.equals(SeedRow.Directives.NONE)) {
            return;
        }
        new TreeMap<>(directives.was()).forEach((column, values) -> {
            add(column);
            values.forEach(this::value);
        });
        directives.formerly().forEach(this::values);
        add(String.valueOf(directives.restore()));
    }

    private void values(Map<String, SeedValue> values) {
        new TreeMap<>(values).forEach((name, value) -> {
            add(name);
            value(value);
        });
    }

    private void value(SeedValue value) {
        if (value instanceof SeedValue.Text text) {
            add("t" + text.text());
        } else if (value instanceof SeedValue.Items items) {
            add("[" + items.items().size());
            items.items().forEach(this::value);
        } else if (value instanceof SeedValue.Fields fields) {
            add("{" + fields.fields().size());
            fields.fields().forEach((name, inner) -> {
                add(name);
                value(inner);
            });
        } else {
            add("n");
        }
    }
}
