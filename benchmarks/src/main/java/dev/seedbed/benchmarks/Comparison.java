package dev.seedbed.benchmarks;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several ways to do one piece of work. They take turns, so that whatever else slows the machine slows all of them.
 *
 * <p>A contender that fails is out, and the page says so: figures never fail anything.
 */
final class Comparison {
    private final String part;
    private double goal;
    private double millisGoal;
    private final String work;
    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final Map<String, Samples> samples = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private Contender.Work preparation = () -> {};
    private Contender.Work check = () -> {};
    private @Nullable String limit;
    private @Nullable WalGoal walGoal;

    /**
     * How little is to be written to the server's log.
     *
     * @param than the contender to compare with
     * @param ratio the most that Seedbed is to write, as a multiple of what that one writes
     */
    record WalGoal(String than, double ratio) {}

    Comparison(String part, String work) {
        this.part = part;
        this.work = work;
    }

    Comparison add(String name, Contender contender) {
        contenders.put(name, contender);
        return this;
    }

    /** The contender that the others are compared with. */
    Comparison limit(String name, Contender contender) {
        limit = name;
        return add(name, contender);
    }

    /** Done before each run, outside the measurement. */
    Comparison before(Contender.Work work) {
        preparation = work;
        return this;
    }

    /** Done after each run, outside the measurement; throws where the work was not done. */
    Comparison after(Contender.Work work) {
        check = work;
        return this;
    }

    /** Measures, the contenders in turn, after some turns that do not count. */
    Comparison measure(Options options, Database database, int warmUps, int runs) throws Exception {
        return measure(options, database, warmUps, 0, runs);
    }

    /** As above, and warms up for some time at least. */
    Comparison measure(Options options, Database database, int warmUps, long warmUpMillis, int runs) throws Exception {
        if (!options.wantsWork(work)) {
            return this;
        }
        System.out.println(part + ": " + work);
        long warmUntil = System.nanoTime() + warmUpMillis * 1_000_000;
        for (int i = 0; i < warmUps || System.nanoTime() < warmUntil; i++) {
            turn(database, false);
        }
        for (int i = 0; i < runs; i++) {
            turn(database, true);
        }
        samples.forEach((name, taken) -> System.out.printf(
                "  %-44s %10.2f ms  (%.2f to %.2f, %d runs)%s  WAL %d%s%n",
                name,
                taken.medianMillis(),
                taken.minMillis(),
                taken.maxMillis(),
                taken.size(),
                ratio(name) == null ? "" : String.format("  %.2f x", ratio(name)),
                taken.walBytes(),
                taken.peakKilobytes() == 0 ? "" : "  " + taken.peakKilobytes() / 1024 + " MB"));
        failures.forEach((name, failure) -> System.out.println("  " + name + " failed: " + failure));
        return this;
    }

    private void turn(Database database, boolean counts) throws Exception {
        for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
            String name = contender.getKey();
            if (failures.containsKey(name)) {
                continue;
            }
            try {
                preparation.run();
                long before = database.walPosition();
                Samples.Sample sample = contender.getValue().run();
                long after = database.walPosition();
                check.run();
                if (counts) {
                    samples.computeIfAbsent(name, n -> new Samples())
                            .add(new Samples.Sample(sample.nanos(), after - before, sample.peakKilobytes()));
                }
            } catch (SQLException | RuntimeException | java.io.IOException e) {
                failures.put(
                        name, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                samples.remove(name);
            }
        }
    }

    /** The ratio that Seedbed is meant to stay below. */
    Comparison goal(double ratio) {
        goal = ratio;
        return this;
    }

    /** 0 for none. */
    double goal() {
        return goal;
    }

    /** The milliseconds that Seedbed may take beyond the limit. */
    Comparison millisGoal(double millis) {
        millisGoal = millis;
        return this;
    }

    /** 0 for none. */
    double millisGoal() {
        return millisGoal;
    }

    /** The median of Seedbed beyond the limit's; null where one of them did not finish. */
    @Nullable
    Double millisBeyond() {
        Samples own = samples.get(Contenders.SEEDBED);
        Samples best = limit == null ? null : samples.get(limit);
        return own == null || best == null ? null : own.medianMillis() - best.medianMillis();
    }

    Comparison walGoal(String than, double ratio) {
        walGoal = new WalGoal(than, ratio);
        return this;
    }

    @Nullable
    WalGoal walGoal() {
        return walGoal;
    }

    /** What Seedbed wrote to the log as a multiple of what another one did; null where one of them did not finish. */
    @Nullable
    Double walRatio(String than) {
        Samples own = samples.get(Contenders.SEEDBED);
        Samples other = samples.get(than);
        return own == null || other == null || other.walBytes() == 0
                ? null
                : (double) own.walBytes() / other.walBytes();
    }

    String part() {
        return part;
    }

    String work() {
        return work;
    }

    Map<String, Samples> samples() {
        return samples;
    }

    Map<String, String> failures() {
        return failures;
    }

    @Nullable
    String limit() {
        return limit;
    }

    /** The median of a contender as a multiple of the limit's; null where there is no limit. */
    @Nullable
    Double ratio(String name) {
        Samples taken = samples.get(name);
        Samples best = limit == null ? null : samples.get(limit);
        return taken == null || best == null || name.equals(limit) ? null : taken.medianMillis() / best.medianMillis();
    }
}
