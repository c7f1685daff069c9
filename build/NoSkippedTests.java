import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fails the build when a test was skipped: a test that did not run has not passed. Run by the parent pom, with the
 * folder of the reports and the start of the build; reports from before are left over from other builds.
 */
final class NoSkippedTests {

    private static final Pattern SKIPPED =
            Pattern.compile("<testcase name=\"([^\"]*)\" classname=\"([^\"]*)\"[^>]*>\\s*<skipped");

    public static void main(String[] args) throws IOException {
        Path reports = Path.of(args[0]);
        Instant start = Instant.parse(args[1]);
        List<String> skipped = new ArrayList<>();
        if (Files.isDirectory(reports)) {
            try (Stream<Path> files = Files.list(reports)) {
                for (Path file : files.filter(NoSkippedTests::isReport).sorted().toList()) {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(start)) {
                        continue;
                    }
                    Matcher matcher = SKIPPED.matcher(Files.readString(file));
                    while (matcher.find()) {
                        skipped.add(matcher.group(2) + ": " + matcher.group(1));
                    }
                }
            }
        }
        if (!skipped.isEmpty()) {
            System.err.println("Skipped tests fail the build. Mend or delete them:");
            skipped.forEach(test -> System.err.println("  " + test));
            System.exit(1);
        }
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("TEST-") && name.endsWith(".xml");
    }
}
