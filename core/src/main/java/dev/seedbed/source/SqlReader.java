package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SqlSeed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands under {@code sql:}. */
final class SqlReader {
    static final Known KEYS = Known.of("file", "touches", "done-when");
    static final String MEND = "write sql: {file: x.sql, touches: [table], done-when: \"select ...\"}";

    private SqlReader() {}

    /** One mapping, or a list of them; empty where it is something else, even in part. */
    static List<Node.Mapping> each(@Nullable Node node) {
        if (node instanceof Node.Mapping one) {
            return List.of(one);
        }
        if (node instanceof Node.Sequence list && list.items().stream().allMatch(Node.Mapping.class::isInstance)) {
            return list.items().stream().map(Node.Mapping.class::cast).toList();
        }
        return List.of();
    }

    static @Nullable SqlSeed read(SeedFile file, Node.Mapping mapping, Problems problems) {
        Options options = new Options(mapping, "the SQL seed", KEYS, problems);
        String path = options.requiredText("file", "name the file that holds the SQL");
        String doneWhen =
                options.requiredText("done-when", "write a query that answers true where nothing is left to do");
        List<String> touches = options.names("touches", "list the tables that the SQL writes");
        if (!options.has("touches") || (touches.isEmpty() && options.get("touches") instanceof Node.Sequence)) {
            problems.add(
                    "\"touches\" names no table in the SQL seed.",
                    options.at("touches"),
                    "list the tables that the SQL writes");
        }
        if (path == null || doneWhen == null) {
            return null;
        }
        Location at = options.at("file");
        try {
            String relative = file.root().resolve(file.relative(), path, at);
            byte[] content = file.root().read(relative, Limits.ATTACHMENT_BYTES, at);
            String sql = Utf8Reader.decode(content, file.root().shown(relative));
            if (sql.isBlank()) {
                problems.add(
                        "File " + Excerpt.of(path) + " is empty.", at, "write the SQL into it, or remove the seed");
            }
            return new SqlSeed(
                    relative,
                    sql,
                    touches,
                    doneWhen,
                    mapping.at(),
                    Location.of(file.root().shown(relative)));
        } catch (SeedException e) {
            problems.add(e);
            return null;
        }
    }
}
