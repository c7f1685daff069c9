package dev.seedbed.source;

import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** A directory {@code seeds} for one test, and short forms of what was read from it. */
final class SeedsDirectory {
    final Path base;
    final Path seeds;

    SeedsDirectory(Path base) {
        this.base = base;
        this.seeds = base.resolve("seeds");
    }

    SeedsDirectory file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    SeedsDirectory file(String name, byte[] content) {
        try {
            Path file = seeds.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    SourceRequest request(String... locations) {
        return new SourceRequest(
                locations.length == 0 ? List.of("seeds") : List.of(locations),
                List.of(),
                false,
                getClass().getClassLoader(),
                base);
    }

    List<SeedUnit> read() {
        return SeedSources.read(request());
    }

    SeedUnit unit() {
        List<SeedUnit> units = read();
        Assertions.assertThat(units).hasSize(1);
        return units.get(0);
    }

    SeedTable table() {
        List<SeedTable> tables = unit().tables();
        Assertions.assertThat(tables).hasSize(1);
        return tables.get(0);
    }

    List<SeedRow> rows() {
        return rows(table());
    }

    static List<SeedRow> rows(SeedTable table) {
        List<SeedRow> rows = new ArrayList<>();
        try (SeedRows.Cursor cursor = table.rows().open()) {
            for (SeedRow row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Rows as maps of plain objects: text, null, lists and maps. */
    List<Map<String, Object>> plainRows() {
        return rows().stream().map(SeedsDirectory::plain).toList();
    }

    static Map<String, Object> plain(SeedRow row) {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (int i = 0; i < row.columns().size(); i++) {
            plain.put(row.columns().get(i), plain(row.values().get(i)));
        }
        return plain;
    }

    static Object plain(SeedValue value) {
        if (value instanceof SeedValue.Text text) {
            return text.text();
        }
        if (value instanceof SeedValue.Items list) {
            List<Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(plain(item)));
            return items;
        }
        if (value instanceof SeedValue.Fields fields) {
            return plain(fields.fields());
        }
        return null;
    }

    static Map<String, Object> plain(Map<String, SeedValue> values) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    /** The whole message of what reading throws. */
    String error() {
        return error(this::read);
    }

    /** The whole message of what a pass over the rows throws. */
    String rowsError() {
        SeedTable table = table();
        return error(() -> rows(table));
    }

    static String error(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        Throwable thrown = Assertions.catchThrowable(action);
        Assertions.assertThat(thrown).isInstanceOf(SeedException.class);
        return thrown.getMessage();
    }
}
