package dev.seedbed.benchmarks;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.database.TableName;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerRun;
import dev.seedbed.ledger.LedgerWriter;
import dev.seedbed.ledger.RowEdit;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client, tables of several sizes, with a short history and a long one. */
final class AdminSizes {
    private static final int ENTRIES = 100_000;
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    private final Options options;
    private final Database database;
    private final Path target;
    private final List<List<String>> rows = new ArrayList<>();

    AdminSizes(Options options, Database database, Path target) {
        this.options = options;
        this.database = database;
        this.target = target;
    }

    /** One request. */
    @FunctionalInterface
    private interface Request {
        AdminClient.Answer send(int turn) throws IOException, InterruptedException;
    }

    void measure(Notes notes) throws Exception {
        rows.add(List.of(
                "rows",
                "changes in the ledger",
                "first look",
                "page",
                "next page",
                "search",
                "row",
                "its history",
                "edit",
                "MB"));
        int[][] sizes = options.quick()
                ? new int[][] {{1_000, 0}, {1_000, 1_000}}
                : new int[][] {{100, 0}, {1_000, 0}, {10_000, 0}, {10_000, ENTRIES}, {100_000, ENTRIES}};
        for (int[] size : sizes) {
            try (AdminService service = new AdminService(options, database, target, size[0])) {
                change(service, size[1]);
                measure(service, size[1]);
            }
        }
        notes.admin(
                "One client, by the size of the table and of its history",
                "Medians, after warm-up; a page has 100 rows, and a search looks for `99` in all keys. The first look is that"
                        + " of a service which has just been started, and reads the ledger whole. The last column is the most"
                        + " memory that the service had.",
                rows);
    }

    private void measure(AdminService service, int entries) throws Exception {
        AdminClient client = service.client();
        String first = AdminLoad.millis(client.page("").expect(200).nanos());
        String page = median(turn -> client.page(""));
        Matcher next = NEXT.matcher(client.page("").body());
        String after = next.find() ? "&after=" + URLEncoder.encode(next.group(1), StandardCharsets.UTF_8) : "";
        String second = median(turn -> client.page(after));
        String search = median(turn -> client.page("&search=99"));
        String row = median(turn -> client.row(1));
        String history = median(turn -> client.history(1));
        String[] tag = {client.row(1).expect(200).tag()};
        String edit = median(turn -> {
            AdminClient.Answer answer = client.change(1, tag[0], turn + ".99").expect(200);
            tag[0] = answer.tag();
            return answer;
        });
        rows.add(List.of(
                String.format(Locale.ROOT, "%,d", service.rows()),
                String.format(Locale.ROOT, "%,d", entries),
                first,
                page,
                second,
                search,
                row,
                history,
                edit,
                String.valueOf(service.peakMegabytes())));
    }

    private String median(Request request) throws IOException, InterruptedException {
        int runs = options.runs(30);
        long[] taken = new long[runs];
        for (int i = -runs; i < runs; i++) {
            long nanos = request.send(i + runs + 1).expect(200).nanos();
            if (i >= 0) {
                taken[i] = nanos;
            }
        }
        Arrays.sort(taken);
        return AdminLoad.millis(taken[runs / 2]);
    }

    /** As if people had changed rows so often: what is written into the ledger is what a change writes there. */
    private static void change(AdminService service, int entries) throws Exception {
        try (Connection connection = service.connect()) {
            connection.setAutoCommit(false);
            Dialect dialect = Dialects.of(connection);
            TableName ledger = new TableName("public", "seedbed_ledger", "seedbed_ledger");
            for (int i = 0; i < entries; i++) {
                LedgerRun run = LedgerRun.of(Instant.now(), "anna", "change", "production", "measured");
                LedgerWriter writer = new LedgerWriter(connection, dialect, ledger, run, LedgerKey.of(null));
                Map<String, String> key = new LinkedHashMap<>();
                key.put("code", AdminService.code(i % service.rows()));
                writer.edit(new RowEdit(
                        AdminService.TABLE,
                        AdminService.TABLE,
                        EntryKind.CHANGED,
                        key,
                        Map.of("price", "1.00"),
                        Map.of("price", "2.00"),
                        Set.of(),
                        Set.of()));
                writer.finish();
            }
            connection.commit();
        }
    }
}
