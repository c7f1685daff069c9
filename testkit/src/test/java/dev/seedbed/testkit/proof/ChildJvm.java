package dev.seedbed.testkit.proof;

import dev.seedbed.Seedbed;
import dev.seedbed.export.ExportReport;
import dev.seedbed.export.ExportRequest;
import dev.seedbed.run.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of Seedbed in a JVM of its own, which can be killed, or given little memory. */
final class ChildJvm {
    private ChildJvm() {}

    /** Starts {@code fill} of {@code base/seeds}; it prints {@code running} just before, and the outcome afterwards. */
    static Process start(String url, Path base, String... options) throws IOException {
        return start(List.of(url, base.toString()), options);
    }

    /** Starts an export of one table to {@code base/exported}; it prints how many rows there were. */
    static Process startExport(String url, Path base, String table, String... options) throws IOException {
        return start(List.of(url, base.toString(), table), options);
    }

    private static Process start(List<String> arguments, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildJvm.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    public static void main(String[] arguments) {
        Seedbed seedbed = Seedbed.on(PostgresProof.connecting(arguments[0]))
                .baseDirectory(Path.of(arguments[1]))
                .seeds("seeds")
                .build();
        System.out.println("running");
        if (arguments.length > 2) {
            ExportReport exported =
                    seedbed.export(ExportRequest.of(Path.of(arguments[1]).resolve("exported"), arguments[2]));
            System.out.println("EXPORTED " + exported.tables().get(0).rows());
            return;
        }
        long begin = System.nanoTime();
        Report report = seedbed.fill();
        System.out.println(report.outcome() + " " + report.inserted() + " in " + (System.nanoTime() - begin) / 1_000_000
                + " ms, JVM up for " + ManagementFactory.getRuntimeMXBean().getUptime() + " ms");
    }
}
