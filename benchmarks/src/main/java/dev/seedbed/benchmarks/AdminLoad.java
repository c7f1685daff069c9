package dev.seedbed.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads of pages and edits side by side, each client as fast as it is answered. An answer that is an error, or an edit that
 * is lost, is a failure of the whole.
 */
final class AdminLoad {
    private static final int ROWS = 1_000;
    private static final int READERS = 4;
    private static final int EDITORS = 2;

    /** Two people share a row: whoever comes second is told, looks again and decides again. */
    private static final int SHARING = 2;

    private static final int SHARED_ROW = 500;
    private static final int SECONDS = 60;

    private final Options options;
    private final Database database;
    private final Path target;
    private final Map<String, ConcurrentLinkedQueue<Long>> times = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Map<Integer, String> last = new ConcurrentHashMap<>();
    private final AtomicInteger edits = new AtomicInteger();
    private final AtomicInteger prices = new AtomicInteger();
    private final AtomicInteger conflicts = new AtomicInteger();

    AdminLoad(Options options, Database database, Path target) {
        this.options = options;
        this.database = database;
        this.target = target;
    }

    /** What one client does again and again. */
    @FunctionalInterface
    private interface Turn {
        AdminClient.Answer take(AdminClient client, int turn) throws IOException, InterruptedException;
    }

    /** @throws IllegalStateException for any error */
    void measure(Notes notes) throws Exception {
        int seconds = options.quick() ? 5 : SECONDS;
        try (AdminService service = new AdminService(options, database, target, ROWS)) {
            run(service, options.quick() ? 2 : 10);
            times.clear();
            conflicts.set(0);
            run(service, seconds);
            check(service);
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("", "clients", "answers", "p50 ms", "p99 ms", "longest ms"));
            rows.add(row("a page of 100 rows", READERS));
            rows.add(row("an edit of a row of one's own", EDITORS));
            rows.add(row("an edit of a row that two people change", SHARING));
            notes.admin(
                    "Reads and edits side by side, " + seconds + " seconds",
                    String.format(
                            Locale.ROOT,
                            "%,d rows. No error; %,d times one of the two who share a row was told that it is another one by now"
                                    + " (412), and looked at it again. Afterwards every edit stands in the ledger, which is whole."
                                    + " The service had %d MB of memory at most.",
                            ROWS,
                            conflicts.get(),
                            service.peakMegabytes()),
                    rows);
        }
    }

    private void run(AdminService service, int seconds) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            int start = i * ROWS / READERS;
            threads.add(thread(service, until, "a page of 100 rows", (client, turn) -> {
                String after = (start + turn * 100) % ROWS < 100 ? "" : "&search=" + (start + turn) % 10;
                return client.page(after).expect(200);
            }));
        }
        for (int i = 0; i < EDITORS; i++) {
            threads.add(thread(service, until, "an edit of a row of one's own", editor(i * 10)));
        }
        for (int i = 0; i < SHARING; i++) {
            threads.add(thread(service, until, "an edit of a row that two people change", (client, turn) -> {
                while (true) {
                    String tag = client.row(SHARED_ROW).expect(200).tag();
                    AdminClient.Answer answer = client.change(SHARED_ROW, tag, price());
                    if (answer.status() != 412) {
                        edits.incrementAndGet();
                        return answer.expect(200);
                    }
                    conflicts.incrementAndGet();
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(
                    failures.size() + " errors under load, the first: " + failures.peek(), failures.peek());
        }
    }

    /** Each time another one, since what is the same is no change. */
    private String price() {
        return 1_000 + prices.incrementAndGet() + ".25";
    }

    private Turn editor(int first) {
        String[] tags = new String[5];
        return (client, turn) -> {
            int row = first + turn % tags.length;
            String tag = tags[turn % tags.length];
            String price = price();
            AdminClient.Answer answer = client.change(
                            row, tag == null ? client.row(row).expect(200).tag() : tag, price)
                    .expect(200);
            tags[turn % tags.length] = answer.tag();
            last.put(row, price);
            edits.incrementAndGet();
            return answer;
        };
    }

    private Thread thread(AdminService service, long until, String work, Turn turn) throws Exception {
        AdminClient client = service.client();
        ConcurrentLinkedQueue<Long> taken = times.computeIfAbsent(work, w -> new ConcurrentLinkedQueue<>());
        return new Thread(() -> {
            try {
                for (int i = 1; System.nanoTime() < until && failures.isEmpty(); i++) {
                    taken.add(turn.take(client, i).nanos());
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                failures.add(e);
            }
        });
    }

    /** Throws where an edit is lost, or the ledger tells of more or fewer than there were. */
    private void check(AdminService service) throws Exception {
        for (Map.Entry<Integer, String> each : last.entrySet()) {
            String code = AdminService.code(each.getKey());
            String price = service.ask("select price from " + AdminService.TABLE + " where code = '" + code + "'");
            if (!price.equals(each.getValue())) {
                throw new IllegalStateException("Row " + code + " has price " + price + ", not " + each.getValue());
            }
        }
        int told = Integer.parseInt(service.ask("select count(*) from seedbed_ledger where mode = 'change'"));
        if (told != edits.get()) {
            throw new IllegalStateException(edits.get() + " edits, of which the ledger tells " + told);
        }
        if (!service.seedbed().ledger().verify(null).isWhole()) {
            throw new IllegalStateException("The ledger is not whole.");
        }
    }

    private List<String> row(String work, int clients) {
        long[] sorted = Objects.requireNonNull(times.get(work)).stream()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return List.of(
                work,
                String.valueOf(clients),
                String.format(Locale.ROOT, "%,d", sorted.length),
                millis(sorted[sorted.length / 2]),
                millis(sorted[(int) (sorted.length * 0.99)]),
                millis(sorted[sorted.length - 1]));
    }

    static String millis(long nanos) {
        double millis = nanos / 1e6;
        return String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%,.0f", millis);
    }
}
