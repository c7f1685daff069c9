package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values that start with {@code $}: {@code $uuid}, {@code $now}, {@code $env}, {@code $bcrypt}, {@code $file}. */
final class DirectiveBinder {
    private static final Set<String> NAMES = Set.of("$uuid", "$now", "$env", "$bcrypt", "$file");
    private static final List<String> ALL_NAMES = List.of("$ref", "$each", "$uuid", "$now", "$env", "$bcrypt", "$file");
    private static final int BCRYPT_BYTES = 72;

    private final Settings settings;
    private final Problems problems;

    DirectiveBinder(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    @Nullable
    Cell bind(
            ValueBinder binder,
            String tableName,
            Column column,
            SeedValue.Fields fields,
            SeedUnit unit,
            boolean sensitive) {
        Map.Entry<String, SeedValue> directive =
                fields.fields().entrySet().iterator().next();
        String name = directive.getKey();
        if (fields.fields().size() > 1 || !NAMES.contains(name)) {
            problems.add(
                    "\"" + String.join(", ", fields.fields().keySet()) + "\" is no directive.",
                    fields.at(),
                    "table " + tableName + ", column " + column.label(),
                    mend(fields));
            return null;
        }
        if (name.equals("$file")) {
            return file(binder, tableName, column, directive.getValue(), unit, sensitive);
        }
        Cell.Generated generated = generated(name, directive.getValue(), tableName, column);
        return generated == null ? null : generated;
    }

    private static String mend(SeedValue.Fields fields) {
        String nearest = fields.fields().size() > 1
                ? null
                : Catalogue.nearest(fields.fields().keySet().iterator().next(), ALL_NAMES);
        return (nearest == null ? "" : "did you mean \"" + nearest + "\"? ")
                + "the directives for values are $ref, $each, $uuid, $now, $env, $bcrypt and $file, each alone";
    }

    private Cell.@Nullable Generated generated(String name, SeedValue value, String tableName, Column column) {
        String text = value instanceof SeedValue.Text scalar ? scalar.text() : null;
        return switch (name) {
            case "$uuid" -> uuid(text, value, tableName, column);
            case "$now" ->
                "true".equals(text)
                        ? new Cell.Generated(Cell.Generator.NOW, null, null)
                        : wrong("\"$now\" takes true.", value.at(), tableName, column, "write {$now: true}");
            case "$env" -> env(text, value.at(), tableName, column);
            default -> bcrypt(value, text, tableName, column);
        };
    }

    private Cell.@Nullable Generated uuid(@Nullable String version, SeedValue value, String tableName, Column column) {
        if (!"v4".equals(version) && !"v7".equals(version)) {
            return wrong("\"$uuid\" takes v4 or v7.", value.at(), tableName, column, "write {$uuid: v7}");
        }
        return new Cell.Generated("v4".equals(version) ? Cell.Generator.UUID_V4 : Cell.Generator.UUID_V7, null, null);
    }

    private Cell.@Nullable Generated env(@Nullable String name, Location at, String tableName, Column column) {
        if (name == null) {
            return wrong("\"$env\" takes the name of a variable.", at, tableName, column, "write {$env: NAME}");
        }
        if (!settings.allowedVariables().contains(name)) {
            return wrong(
                    "Seeds may not read the environment variable \"" + name + "\".",
                    at,
                    tableName,
                    column,
                    "list it under \"env\" in seedbed.yaml");
        }
        if (settings.variables().apply(name) == null) {
            return wrong(
                    "The environment variable \"" + name + "\" is not set.",
                    at,
                    tableName,
                    column,
                    "set it for the run");
        }
        return new Cell.Generated(Cell.Generator.ENV, name, null);
    }

    private Cell.@Nullable Generated bcrypt(SeedValue value, @Nullable String text, String tableName, Column column) {
        if (text != null) {
            if (text.getBytes(StandardCharsets.UTF_8).length > BCRYPT_BYTES) {
                return wrong(
                        "\"$bcrypt\" takes at most 72 bytes.", value.at(), tableName, column, "use a shorter password");
            }
            return new Cell.Generated(Cell.Generator.BCRYPT, text, null);
        }
        if (value instanceof SeedValue.Fields inner
                && inner.fields().size() == 1
                && inner.fields().get("$env") instanceof SeedValue.Text variable) {
            Cell.Generated env = env(variable.text(), variable.at(), tableName, column);
            return env == null ? null : new Cell.Generated(Cell.Generator.BCRYPT, null, env);
        }
        return wrong(
                "\"$bcrypt\" takes a text or {$env: NAME}.",
                value.at(),
                tableName,
                column,
                "write {$bcrypt: {$env: NAME}}");
    }

    private Cell.@Nullable Generated wrong(String message, Location at, String tableName, Column column, String mend) {
        problems.add(message, at, "table " + tableName + ", column " + column.label(), mend);
        return null;
    }

    private @Nullable Cell file(
            ValueBinder binder, String tableName, Column column, SeedValue path, SeedUnit unit, boolean sensitive) {
        if (!(path instanceof SeedValue.Text text)) {
            return wrong("\"$file\" takes a path.", path.at(), tableName, column, "write {$file: texts/terms.md}");
        }
        byte[] content;
        try {
            content = unit.attachments().read(text.text(), text.at());
        } catch (SeedException e) {
            e.problems().forEach(problems::add);
            return null;
        }
        if (column.type().kind() == ColumnType.Kind.BINARY) {
            return new Cell.Text("\\x" + HexFormat.of().formatHex(content));
        }
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return wrong(
                    "File \"" + text.text() + "\" is not UTF-8.",
                    path.at(),
                    tableName,
                    column,
                    "save it as UTF-8, or plant it into a binary column");
        }
        if (decoded.startsWith("\uFEFF")) {
            decoded = decoded.substring(1);
        }
        return binder.text(tableName, column, decoded.replace("\r\n", "\n"), path.at(), sensitive);
    }
}
