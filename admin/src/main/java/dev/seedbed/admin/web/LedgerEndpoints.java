package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.ledger.LedgerHead;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.ledger.TrailRow;
import dev.seedbed.ledger.Verification;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What runs and people did to rows, out of the ledger of the administered database. */
@RestController
@RequestMapping("/api/v1/ledger")
final class LedgerEndpoints {
    private static final int ROWS = 100;
    private static final int PAGE = 100;

    private final Rows rows;

    LedgerEndpoints(Rows rows) {
        this.rows = rows;
    }

    /** @param next what {@code before} is for the next page; null where there is none */
    record Entries(List<EntryAnswer> entries, @Nullable Long next) {}

    /** An entry, as {@link TrailEntry} tells it. */
    record EntryAnswer(
            long seq,
            String runId,
            String at,
            String actor,
            String command,
            String environment,
            @Nullable String reason,
            @Nullable String seeder,
            @Nullable String table,
            String kinds,
            int rowCount,
            List<EntryRow> rows) {}

    /** What an entry tells of one row, as {@link TrailRow} tells it. */
    record EntryRow(
            String kind,
            Map<String, @Nullable String> key,
            @Nullable Map<String, @Nullable String> formerKey,
            Map<String, @Nullable String> before,
            Map<String, @Nullable String> after,
            List<String> kept,
            List<String> secret) {}

    /**
     * What was found.
     *
     * @param whole false where something was changed, cut off or is missing
     * @param head the last entry, to be kept elsewhere; null for an empty ledger
     * @param unknowable what could have happened unnoticed
     */
    record Verified(
            boolean whole, long entries, @Nullable String head, List<String> problems, List<String> unknowable) {}

    @GetMapping
    @Needs("audit:read")
    Entries entries(
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String table,
            @RequestParam(required = false) @Nullable String row,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        int most = Call.most(limit);
        Instant start = Call.instant(from, "from");
        Instant end = Call.instant(to, "to");
        List<EntryAnswer> found = found(before, most, ROWS, table, row, actor, start, end);
        return new Entries(
                found, found.size() < most ? null : found.get(most - 1).seq());
    }

    /** All entries that are asked for, with all of their rows. */
    @GetMapping("/export")
    @Needs("audit:read")
    void export(
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(required = false) @Nullable String table,
            @RequestParam(required = false) @Nullable String row,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletResponse response)
            throws IOException {
        Instant start = Call.instant(from, "from");
        Instant end = Call.instant(to, "to");
        LedgerExport.FILE.write(
                format, before -> found(before, PAGE, Integer.MAX_VALUE, table, row, actor, start, end), response);
    }

    private List<EntryAnswer> found(
            @Nullable Long before,
            int most,
            int mostRows,
            @Nullable String table,
            @Nullable String row,
            @Nullable String actor,
            @Nullable Instant from,
            @Nullable Instant to) {
        return rows
                .trail(() -> new TrailFilter(
                        before, most, mostRows, table, row == null ? Map.of() : RowId.key(row), actor, from, to))
                .stream()
                .map(LedgerEndpoints::answer)
                .toList();
    }

    @GetMapping("/verification")
    @Needs("audit:read")
    Verified verification(@RequestParam(required = false) @Nullable String head) {
        Verification found =
                rows.verify(head == null ? null : GivenHead.of(head, "head").toString());
        LedgerHead last = found.head();
        return new Verified(
                found.isWhole(),
                found.entries(),
                last == null ? null : last.toString(),
                found.problems().stream().map(Problem::toString).toList(),
                found.unknowable());
    }

    private static EntryAnswer answer(TrailEntry entry) {
        return new EntryAnswer(
                entry.seq(),
                entry.runId(),
                entry.at(),
                entry.actor(),
                entry.command(),
                entry.environment(),
                entry.reason(),
                entry.seeder(),
                entry.table(),
                entry.kinds(),
                entry.rowCount(),
                entry.rows().stream().map(LedgerEndpoints::answer).toList());
    }

    private static EntryRow answer(TrailRow row) {
        return new EntryRow(
                row.kind().name().toLowerCase(Locale.ROOT),
                row.key(),
                row.formerKey(),
                row.before(),
                row.after(),
                row.kept(),
                row.secret());
    }
}
