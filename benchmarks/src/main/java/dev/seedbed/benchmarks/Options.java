package dev.seedbed.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param quick few runs, to see that everything works
 * @param only the parts to measure; empty for all
 * @param work what the work to be measured is called, or a part of that; null for all
 * @param runs how often each contender is measured; null for what suits the part
 * @param home the root of the project
 */
record Options(
        boolean quick,
        List<String> only,
        @Nullable String work,
        @Nullable Integer runs,
        Path home) {
    static final String USAGE = """
            Usage: benchmarks/run [--quick] [--only PART]... [--work TEXT] [--runs N]
              --quick      few runs; figures to look at, not to publish
              --only PART  start-up, library, round-trips, rows-10k, rows-100k, rows-1m, memory, update, spring-boot or admin;
                           may be repeated
              --work TEXT  only the work whose name holds the text, such as "nothing to do"
              --runs N     how often each contender is measured (default: 5 to 200, as suits the part)
            A full measurement writes docs/performance.md and docs/performance.svg; with --quick, --only or --work they go to
            benchmarks/target.""";

    static Options parse(List<String> arguments, Path home) {
        boolean quick = false;
        List<String> only = new java.util.ArrayList<>();
        String work = null;
        Integer runs = null;
        for (int i = 0; i < arguments.size(); i++) {
            boolean more = i + 1 < arguments.size();
            if (arguments.get(i).equals("--quick")) {
                quick = true;
            } else if (arguments.get(i).equals("--only") && more && Main.PARTS.contains(arguments.get(i + 1))) {
                only.add(arguments.get(++i));
            } else if (arguments.get(i).equals("--work") && more) {
                work = arguments.get(++i);
            } else if (arguments.get(i).equals("--runs")
                    && more
                    && arguments.get(i + 1).matches("[1-9][0-9]{0,4}")) {
                runs = Integer.valueOf(arguments.get(++i));
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        return new Options(quick, List.copyOf(only), work, runs, home);
    }

    boolean wants(String part) {
        return only.isEmpty() || only.contains(part);
    }

    /** True for work of this name. */
    boolean wantsWork(String name) {
        return work == null || name.contains(work);
    }

    /** How often to measure where {@code usual} suits the part. */
    int runs(int usual) {
        return runs != null ? runs : quick ? Math.max(2, usual / 5) : usual;
    }

    boolean full() {
        return !quick && only.isEmpty() && work == null;
    }
}
