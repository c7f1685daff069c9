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

    /** What a caller asks for; null for all. */
    private record Wanted(
            @Nullable String table,
            @Nullable String row,
            @Nullable String actor,
            @Nullable String run,
            @Nullable Instant from,
            @Nullable Instant to) {
        static Wanted of(
                @Nullable String table,
                @Nullable String row,
                @Nullable String actor,
                @Nullable String run,
                @Nullable String from,
                @Nullable String to) {
            Instant start = Call.instant(from, "from");
            return new Wanted(table, row, actor, run, start, Call.instant(to, "to"));
        }

        TrailFilter filter(@Nullable Long before, int most, int mostRows) {
            Map<String, @Nullable String> key = row == null ? Map.of() : RowId.key(row);
            return new TrailFilter(before, most, mostRows, table, key, actor, run, from, to);
        }
    }

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
            @RequestParam(required = false) @Nullable String run,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        int most = Call.most(limit);
        Wanted wanted = Wanted.of(table, row, actor, run, from, to);
        List<EntryAnswer> found = found(wanted, before, most, ROWS);
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
            @RequestParam(required = false) @Nullable String run,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletResponse response)
            throws IOException {
        Wanted wanted = Wanted.of(table, row, actor, run, from, to);
        LedgerExport.FILE.write(format, before -> found(wanted, before, PAGE, Integer.MAX_VALUE), response);
    }

    private List<EntryAnswer> found(Wanted wanted, @Nullable Long before, int most, int mostRows) {
        return rows.trail(() -> wanted.filter(before, most, mostRows)).stream()
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
