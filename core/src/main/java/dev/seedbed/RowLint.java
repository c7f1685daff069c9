package dev.seedbed;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.Table;
import dev.seedbed.plan.CatalogueCheck;
import dev.seedbed.plan.Settings;
import dev.seedbed.seed.Group;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What declared values tell by themselves: directives, and looks that do not belong into seeds. */
final class RowLint {
    private static final Set<String> GENERATED = Set.of("$uuid", "$now", "$env", "$bcrypt");
    private static final List<String> DIRECTIVES =
            List.of("$ref", "$each", "$uuid", "$now", "$env", "$bcrypt", "$file", "$json", "$value");

    private final SeededTables tables;
    private final PlantedIn planted;
    private final boolean connected;
    private final boolean production;
    private final Set<String> allowedVariables;
    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Map<List<String>, Finding> refused = new LinkedHashMap<>();
    private final Map<List<String>, Finding> warnings = new LinkedHashMap<>();

    /** An error or warning that stands for all values of its column. */
    private static final class Finding {
        private final String message;
        private final Location first;
        private final String table;
        private final String mend;
        private int values;

        Finding(String message, Location first, String table, String mend) {
            this.message = message;
            this.first = first;
            this.table = table;
            this.mend = mend;
        }

        Problem problem() {
            String more =
                    values == 1 ? "" : values == 2 ? ", and 1 more value" : ", and " + (values - 1) + " more values";
            return new Problem(message, first + " (table " + table + more + ")", mend);
        }
    }

    RowLint(SeededTables tables, PlantedIn planted, boolean connected, Settings settings) {
        this.tables = tables;
        this.planted = planted;
        this.connected = connected;
        this.production = settings.production();
        this.allowedVariables = settings.allowedVariables();
    }

    Set<Problem> errors() {
        Set<Problem> all = new LinkedHashSet<>(errors);
        refused.values().forEach(finding -> all.add(finding.problem()));
        return all;
    }

    List<Problem> warnings() {
        return warnings.values().stream().map(Finding::problem).toList();
    }

    void row(SeedUnit unit, SeedTable table, SeedRow row) {
        for (int i = 0; i < row.values().size(); i++) {
            value(unit, table, row.columns().get(i), row.values().get(i));
        }
        row.directives().was().forEach((column, values) -> {
            values.forEach(value -> texts(unit, table, column, value));
            if (!connected && tables.isSensitive(table, column)) {
                errors.add(new Problem(
                        "\"$was\" gives former values of sensitive column \"" + column + "\".",
                        (values.isEmpty() ? row.at() : values.get(0).at()) + " (table " + table.table() + ")",
                        "take them out: Seedbed keeps no secret to compare with, here or in former.jsonl"));
            }
        });
    }

    void table(SeedUnit unit, SeedTable table) {
        List<String> key = table.key() == null ? List.of() : table.key();
        for (String column : key) {
            if (!connected && tables.isSensitive(table, column)) {
                Problem problem = CatalogueCheck.sensitiveKey(column, "");
                warn(table, column, "key", problem.message(), table.keyAt(), String.valueOf(problem.mend()));
            }
        }
        table.onInsert().forEach((column, value) -> value(unit, table, column, value));
        table.onUpdate().forEach((column, value) -> {
            directive(table, column, value);
            sensitive(unit, table, column, value);
            texts(unit, table, column, value);
        });
        table.retired().forEach(retired -> {
            retired.columns().forEach((column, value) -> named(unit, table, column, value));
            retired.set().forEach((column, value) -> named(unit, table, column, value));
        });
    }

    private void named(SeedUnit unit, SeedTable table, String column, SeedValue value) {
        sensitive(unit, table, column, value);
        texts(unit, table, column, value);
    }

    private void value(SeedUnit unit, SeedTable table, String column, SeedValue value) {
        if (value instanceof SeedValue.Fields fields && fields.fields().size() == 1) {
            String name = fields.fields().keySet().iterator().next();
            directive(table, column, value);
            if (GENERATED.contains(name) && isManaged(table, column)) {
                errors.add(new Problem(
                        "Managed column \"" + column + "\" has a generated value.",
                        value.at() + " (table " + table.table() + ")",
                        "take the column out of \"managed\", or declare its value"));
            }
            if (name.equals("$file") && fields.fields().get(name) instanceof SeedValue.Text path) {
                file(unit, table, column, path);
            }
        }
        sensitive(unit, table, column, value);
        texts(unit, table, column, value);
        if (value instanceof SeedValue.Text text && !tables.isSensitive(table, column)) {
            otherwise(table, column, text);
        }
    }

    /** What is planted as it stands there, or not quite, and was hardly meant so. */
    private void otherwise(SeedTable table, String column, SeedValue.Text value) {
        String text = value.text();
        if (value.plain() && (text.equals("NULL") || text.equals("Null"))) {
            warn(
                    table,
                    column,
                    "null",
                    "A value of column \"" + column + "\" is the text " + text + ".",
                    value.at(),
                    "write null for no value, and in CSV what stands for it; where the text is meant, put it into quotes");
        }
        Table described = tables.table(table.table());
        Column stored = described == null ? null : described.column(column);
        if (stored != null && CanonicalText.isRounded(stored.type(), text)) {
            warn(
                    table,
                    column,
                    "rounded",
                    "Value \"" + text + "\" of column \"" + column + "\" has more digits behind the point than "
                            + stored.type().sql() + ", and is rounded.",
                    value.at(),
                    "write what the column is to hold, or give it more digits behind the point");
        }
    }

    private void sensitive(SeedUnit unit, SeedTable table, String column, SeedValue value) {
        if (unit.group() == Group.DEV || !isLiteral(value) || !tables.isSensitive(table, column)) {
            return;
        }
        if (!production || !planted.of(unit).contains("production")) {
            warn(
                    table,
                    column,
                    "sensitive",
                    "A value of sensitive column \"" + column + "\" stands in the seeds.",
                    value.at(),
                    "take it from the environment with $env");
        } else if (!connected) {
            // With a database the plan says it, which knows JSON columns too.
            found(
                    refused,
                    table,
                    column,
                    "sensitive",
                    "A value of sensitive column \"" + column + "\" stands in the seeds, in production.",
                    value.at(),
                    "take it from the environment with $env");
        }
    }

    private static boolean isManaged(SeedTable table, String column) {
        return table.managed().stream().anyMatch(column::equalsIgnoreCase);
    }

    private static boolean isLiteral(SeedValue value) {
        return value instanceof SeedValue.Text
                || value instanceof SeedValue.Items
                || (value instanceof SeedValue.Fields fields
                        && (fields.fields().get("$bcrypt") instanceof SeedValue.Text
                                || fields.fields().size() == 1
                                        && (fields.fields().containsKey("$json")
                                                || fields.fields().containsKey("$value"))));
    }

    /** With a database the plan knows better: it can tell a directive from the data of a JSON column. */
    private void directive(SeedTable table, String column, SeedValue value) {
        if (connected
                || !(value instanceof SeedValue.Fields fields)
                || fields.fields().size() != 1) {
            return;
        }
        String name = fields.fields().keySet().iterator().next();
        SeedValue content = fields.fields().get(name);
        if (name.equals("$bcrypt") && content instanceof SeedValue.Fields) {
            directive(table, column, content);
        }
        String data = "data of a JSON column that looks so is written {$value: …}";
        if (name.equals("$env")
                && content instanceof SeedValue.Text variable
                && !allowedVariables.contains(variable.text())) {
            errors.add(new Problem(
                    "Seeds may not read the environment variable \"" + variable.text() + "\".",
                    value.at() + " (table " + table.table() + ", column " + column + ")",
                    "list it under \"env\" in seedbed.yaml; " + data));
        }
        if (!name.startsWith("$") || DIRECTIVES.contains(name)) {
            return;
        }
        String nearest = Catalogue.nearest(name, DIRECTIVES);
        if (nearest == null) {
            warn(
                    table,
                    column,
                    name,
                    "\"" + name + "\" is no directive.",
                    value.at(),
                    "the directives for values are " + String.join(", ", DIRECTIVES) + "; " + data);
        } else {
            errors.add(new Problem(
                    "\"" + name + "\" is no directive.",
                    value.at() + " (table " + table.table() + ", column " + column + ")",
                    "did you mean \"" + nearest + "\"? " + data));
        }
    }

    private void file(SeedUnit unit, SeedTable table, String column, SeedValue.Text path) {
        try {
            byte[] content = unit.attachments().read(path.text(), path.at());
            look(table, column, path.at(), TextLook.secret(new String(content, StandardCharsets.ISO_8859_1)));
        } catch (SeedException e) {
            errors.addAll(e.problems());
        }
    }

    private void texts(SeedUnit unit, SeedTable table, String column, SeedValue value) {
        if (value instanceof SeedValue.Text text) {
            if (unit.group() != Group.DEV) {
                look(table, column, text.at(), TextLook.userData(column, text.text()));
            }
            look(table, column, text.at(), TextLook.secret(text.text()));
        } else if (value instanceof SeedValue.Items items) {
            items.items().forEach(item -> texts(unit, table, column, item));
        } else if (value instanceof SeedValue.Fields fields) {
            fields.fields().forEach((name, field) -> texts(unit, table, column, field));
        }
    }

    private void look(SeedTable table, String column, Location at, @Nullable TextLook look) {
        if (look == null) {
            return;
        }
        String start = "Value \"" + look.masked() + "\" of column \"" + column + "\" looks like ";
        switch (look.kind()) {
            case EMAIL ->
                warn(
                        table,
                        column,
                        look.kind().name(),
                        start + look.what() + ", which would be user data.",
                        at,
                        "let the application create users, or declare them in a seeder of group dev");
            case PASSWORD_HASH ->
                warn(
                        table,
                        column,
                        look.kind().name(),
                        start + "a password hash (" + look.what() + ").",
                        at,
                        "take the password from the environment: {$bcrypt: {$env: NAME}}, or declare users in a seeder"
                                + " of group dev");
            case SECRET ->
                warn(
                        table,
                        column,
                        look.kind().name(),
                        start + "a secret (" + look.what() + ").",
                        at,
                        "revoke it, and take the next one from the environment: {$env: NAME} in a sensitive column");
        }
    }

    private void warn(SeedTable table, String column, String kind, String message, Location at, String mend) {
        found(warnings, table, column, kind, message, at, mend);
    }

    private static void found(
            Map<List<String>, Finding> into,
            SeedTable table,
            String column,
            String kind,
            String message,
            Location at,
            String mend) {
        into.computeIfAbsent(
                        List.of(table.at().file(), table.table(), column, kind),
                        key -> new Finding(message, at, table.table(), mend))
                .values++;
    }

    /** The SQL of a seeder. */
    List<Problem> sql(SeedUnit unit) {
        List<Problem> problems = new ArrayList<>();
        unit.sql().forEach(sql -> {
            TextLook look = TextLook.secret(sql.sql());
            if (look != null) {
                problems.add(Problem.of(
                        "\"" + look.masked() + "\" in \"" + sql.file() + "\" looks like a secret (" + look.what()
                                + ").",
                        sql.at(),
                        "revoke it, and keep the next one out of the seeds"));
            }
        });
        return problems;
    }
}
