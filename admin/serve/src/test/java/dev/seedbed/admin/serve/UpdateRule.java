package dev.seedbed.admin.serve;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds libraries to the time within which a newer version of the same major line is taken. Where the registry does not tell
 * since when a version is there, it is there for long.
 *
 * @param within how long a newer version may be there
 * @param notTaken versions that are not taken, and why
 * @param now the time of the look
 */
record UpdateRule(Duration within, List<NotTaken> notTaken, Instant now) {
    private static final Pattern PRE_RELEASE = Pattern.compile(
            "(?i)(^|[.\\-_\\d])(alpha|beta|rc|cr|m\\d+|milestone|snapshot|preview|pre|ea|dev|b\\d+|incubating)");

    /** By their numbers alone, such as 10 after 9. */
    private static final Comparator<String> ORDER = (one, other) -> {
        List<Long> left = numbers(one);
        List<Long> right = numbers(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int order = Long.compare(i < left.size() ? left.get(i) : 0, i < right.size() ? right.get(i) : 0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    /**
     * A version that is not taken though it is newer.
     *
     * @param library its name, or for all of a group that
     * @param until the last day on which that is right
     */
    record NotTaken(String library, String version, LocalDate until, String reason) {
        /** From lines of these four, with spaces between; lines that begin with {@code #} say something else. */
        static List<NotTaken> of(List<String> lines) {
            List<NotTaken> read = new ArrayList<>();
            for (String line : lines) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.trim().split("\\s+", 4);
                    if (parts.length < 4) {
                        throw new IllegalArgumentException("\"" + line + "\" gives no reason.");
                    }
                    read.add(new NotTaken(parts[0], parts[1], LocalDate.parse(parts[2]), parts[3]));
                }
            }
            return read;
        }

        private boolean isAbout(Library of, String newer) {
            return newer.equals(version)
                    && (of.name().equals(library) || of.name().startsWith(library + ":"));
        }
    }

    /** What breaks the rule, each in a sentence; empty where nothing does. */
    List<String> broken(List<Library> libraries) throws IOException, InterruptedException {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        List<String> broken = new ArrayList<>();
        Set<NotTaken> used = new HashSet<>();
        for (Library library : libraries) {
            List<String> versions = library.registry().versions(library.name());
            if (!versions.contains(library.version())) {
                broken.add(library.name() + " " + library.version() + " is not in its registry.");
            }
            List<String> newer = versions.stream()
                    .filter(each -> isNewer(each, library.version()))
                    .sorted(ORDER)
                    .toList();
            for (String each : newer) {
                Optional<NotTaken> exception = notTaken.stream()
                        .filter(not -> not.isAbout(library, each))
                        .findFirst();
                exception.ifPresent(used::add);
                if (exception.isEmpty() || exception.get().until().isBefore(today)) {
                    Optional<Instant> since = library.registry().since(library.name(), each);
                    if (since.isEmpty() || since.get().plus(within).isBefore(now)) {
                        broken.add(sentence(library, each, since, newer.get(newer.size() - 1)));
                        break;
                    }
                }
            }
        }
        for (NotTaken each : notTaken) {
            if (!used.contains(each)) {
                broken.add(each.library() + " " + each.version() + " is not taken for a reason, and nothing is older.");
            }
        }
        return broken;
    }

    private String sentence(Library library, String first, Optional<Instant> since, String newest) {
        String when = since.map(at -> "since " + at.atZone(ZoneOffset.UTC).toLocalDate())
                .orElse("since nobody knows when");
        return library.name() + " is " + library.version() + ", and " + first + " is there " + when
                + ": a newer version is taken within " + within.toDays() + " days, best " + newest + ".";
    }

    private static boolean isNewer(String version, String than) {
        return !PRE_RELEASE.matcher(version).find()
                && numbers(version).get(0).equals(numbers(than).get(0))
                && ORDER.compare(version, than) > 0;
    }

    private static List<Long> numbers(String version) {
        List<Long> numbers = new ArrayList<>();
        for (String part : version.split("\\D+")) {
            if (!part.isEmpty()) {
                numbers.add(Long.parseLong(part.substring(0, Math.min(18, part.length()))));
            }
        }
        return numbers.isEmpty() ? List.of(0L) : numbers;
    }
}
