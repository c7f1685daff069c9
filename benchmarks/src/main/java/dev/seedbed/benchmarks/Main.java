package dev.seedbed.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures everything and writes the page; {@code benchmarks/run} starts it. */
final class Main {
    static final List<String> PARTS = List.of(
            "start-up",
            "library",
            "round-trips",
            "rows-10k",
            "rows-100k",
            "rows-1m",
            "memory",
            "update",
            "spring-boot",
            "admin");

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(System.getProperty("seedbed.home", "."))
                .toAbsolutePath()
                .normalize();
        Options options;
        try {
            options = Options.parse(List.of(arguments), home);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Path target = home.resolve("benchmarks/target");
        Files.createDirectories(target);
        Notes notes = new Notes();
        List<Comparison> comparisons = new ArrayList<>();
        Page page;
        try (Database database = new Database()) {
            measure(options, target, database, notes, comparisons);
            comparisons.removeIf(comparison -> !options.wantsWork(comparison.work()));
            page = new Page(database, options, notes, comparisons);
        }
        Path folder = options.full() ? home.resolve("docs") : target;
        Files.writeString(folder.resolve("performance.md"), page.markdown());
        Files.writeString(folder.resolve("performance.svg"), Plot.svg(comparisons));
        System.out.println("Written: " + folder.resolve("performance.md"));
    }

    private static void measure(
            Options options, Path target, Database database, Notes notes, List<Comparison> comparisons)
            throws Exception {
        Data data = new Data(target.resolve("data"));
        Library library = new Library(options, database, data);
        Contenders contenders = new Contenders(options, database, target);
        Bulk bulk = new Bulk(options, database, data, contenders);
        if (options.wants("start-up")) {
            comparisons.addAll(bulk.startUp());
        }
        if (options.wants("library")) {
            comparisons.addAll(library.oneTable());
        }
        if (options.wants("round-trips")) {
            comparisons.add(library.manyTables(notes));
        }
        if (options.wants("rows-10k")) {
            comparisons.addAll(bulk.rows("rows-10k", 10_000));
        }
        if (options.wants("rows-100k")) {
            comparisons.addAll(bulk.rows("rows-100k", 100_000));
        }
        if (options.wants("rows-1m")) {
            comparisons.addAll(bulk.rows("rows-1m", 1_000_000));
        }
        if (options.wants("memory")) {
            comparisons.addAll(bulk.memory());
        }
        if (options.wants("update")) {
            comparisons.addAll(new Release(options, database, data, contenders).all());
        }
        if (options.wants("spring-boot")) {
            comparisons.addAll(new BootStart(options, database, target).all());
        }
        if (options.wants("admin")) {
            new AdminSizes(options, database, target).measure(notes);
            new AdminLoad(options, database, target).measure(notes);
        }
    }
}
