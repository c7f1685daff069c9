package dev.seedbed.admin.web;

import dev.seedbed.admin.web.LedgerEndpoints.EntryAnswer;
import dev.seedbed.admin.web.LedgerEndpoints.EntryRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Entries of the ledger as a file. In CSV each row of an entry has a line. */
final class LedgerExport {
    static final FileExport<EntryAnswer> FILE = new FileExport<>(
            "ledger",
            List.of(
                    "seq",
                    "run",
                    "at",
                    "actor",
                    "command",
                    "environment",
                    "reason",
                    "seeder",
                    "table",
                    "kind",
                    "key",
                    "former_key",
                    "before",
                    "after",
                    "kept",
                    "secret"),
            EntryAnswer::seq,
            LedgerExport::lines);

    private static final JsonMapper JSON = JsonMapper.shared();

    private LedgerExport() {}

    private static List<List<@Nullable String>> lines(EntryAnswer entry) {
        return entry.rows().isEmpty()
                ? List.of(line(entry, null))
                : entry.rows().stream().map(row -> line(entry, row)).toList();
    }

    private static List<@Nullable String> line(EntryAnswer entry, @Nullable EntryRow row) {
        return Arrays.asList(
                Long.toString(entry.seq()),
                entry.runId(),
                entry.at(),
                entry.actor(),
                entry.command(),
                entry.environment(),
                entry.reason(),
                entry.seeder(),
                entry.table(),
                row == null ? entry.kinds() : row.kind(),
                row == null ? null : JSON.writeValueAsString(row.key()),
                row == null || row.formerKey() == null ? null : JSON.writeValueAsString(row.formerKey()),
                row == null ? null : json(row.before()),
                row == null ? null : json(row.after()),
                row == null ? null : String.join(" ", row.kept()),
                row == null ? null : String.join(" ", row.secret()));
    }

    private static @Nullable String json(Map<String, @Nullable String> values) {
        return values.isEmpty() ? null : JSON.writeValueAsString(values);
    }
}
