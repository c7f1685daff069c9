package dev.seedbed.run;

import dev.seedbed.plan.Settings;
import dev.seedbed.seed.Attachments;
import dev.seedbed.seed.SeedException;
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

/**
 * One digest of all that some seeders declare, wherever in their files it stands, with what stands in files that
 * {@code $file} names and in variables that {@code $env} does.
 */
final class SeedsDigest {
    private final MessageDigest digest = sha256();
    private final Settings settings;
    private boolean secrets;

    private SeedsDigest(Settings settings) {
        this.settings = settings;
    }

    /**
     * The digest of the seeds of a run.
     *
     * @param secrets true where the seeds may hold something that can be guessed by whoever knows the rest of them
     */
    record Result(byte[] digest, boolean secrets) {}

    static Result of(Collection<SeedUnit> units, Settings settings) {
        SeedsDigest seeds = new SeedsDigest(settings);
        seeds.values(settings.onInsert(), Attachments.NONE);
        seeds.values(settings.onUpdate(), Attachments.NONE);
        units.forEach(seeds::unit);
        return new Result(seeds.digest.digest(), seeds.secrets);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(byte[] digest) {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private void unit(SeedUnit unit) {
        add(unit.name());
        add(unit.group().name());
        add(new TreeSet<>(unit.environments()) + unit.after().toString());
        unit.tables().forEach(table -> table(table, unit.attachments()));
        for (SqlSeed sql : unit.sql()) {
            add(sql.file());
            add(sql.sql());
            add(sql.touches() + sql.doneWhen());
        }
        unit.former().forEach(row -> {
            add(row.table());
            values(row.key(), unit.attachments());
            row.was().forEach((column, values) -> {
                add(column);
                values.forEach(this::value);
            });
            add(new TreeSet<>(row.absent()).toString());
        });
    }

    private void table(SeedTable table, Attachments files) {
        secrets |= !table.sensitive().isEmpty();
        add(table.table());
        add(String.valueOf(table.key()));
        add(new TreeSet<>(table.managed()).toString());
        add(new TreeSet<>(table.insertOnly()).toString());
        add(new TreeSet<>(table.sensitive()).toString());
        add(table.missing() + "/" + table.softDelete());
        values(table.onInsert(), files);
        values(table.onUpdate(), files);
        table.retired().forEach(retired -> {
            values(retired.columns(), files);
            values(retired.set(), files);
        });
        try (SeedRows.Cursor rows = table.rows().open()) {
            for (SeedRow row = rows.next(); row != null; row = rows.next()) {
                row.columns().forEach(this::add);
                row.values().forEach(value -> value(value, files));
                directives(row.directives(), files);
            }
        }
    }

    private void directives(SeedRow.Directives directives, Attachments files) {
        if (directives.equals(SeedRow.Directives.NONE)) {
            return;
        }
        new TreeMap<>(directives.was()).forEach((column, values) -> {
            add(column);
            values.forEach(this::value);
        });
        directives.formerly().forEach(formerly -> values(formerly, files));
        add(String.valueOf(directives.restore()));
    }

    private void values(Map<String, SeedValue> values, Attachments files) {
        new TreeMap<>(values).forEach((name, value) -> {
            add(name);
            value(value, files);
        });
    }

    /** A value, with what it stands for where that is somewhere else. */
    private void value(SeedValue value, Attachments files) {
        value(value);
        if (!(value instanceof SeedValue.Fields fields) || fields.fields().size() != 1) {
            return;
        }
        if (fields.fields().get("$bcrypt") instanceof SeedValue.Fields inner) {
            value(inner, files);
        } else if (fields.fields().get("$file") instanceof SeedValue.Text path) {
            try {
                digest.update(sha256().digest(files.read(path.text(), path.at())));
            } catch (SeedException e) {
                // In a JSON column that may be data; elsewhere planning has said it.
                add("");
            }
        } else if (fields.fields().get("$env") instanceof SeedValue.Text name
                && settings.allowedVariables().contains(name.text())) {
            secrets = true;
            add(String.valueOf(settings.variables().apply(name.text())));
        }
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
