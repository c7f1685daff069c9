package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.Seeder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads seed files and Java seeders.
 *
 * <p>In a seeds directory, folders included, {@code .yaml}, {@code .yml}, {@code .json} and {@code .csv} files are
 * seeders, unless another seeder names them ({@code csv}, {@code grid}, {@code $file}): then they are its content.
 * {@code former.jsonl} at the top is what earlier releases declared. {@code .md} and {@code .txt} files,
 * {@code seedbed.yaml} at the top, and files and folders whose name begins with a dot are passed over. Any other file that
 * no seeder names is an error, so that nothing is ever left out in silence.
 */
public final class SeedSources {
    private static final int ROUNDS = 8;

    private final SourceRequest request;
    private final Problems problems = new Problems();
    private final Map<SeedFile, SeedFormat> seeders = new LinkedHashMap<>();
    private final List<SeedFile> others = new ArrayList<>();
    private final List<SeedUnit> units = new ArrayList<>();
    private final Map<String, SeedRoot> records = new LinkedHashMap<>();
    private boolean foreignFormats;

    private SeedSources(SourceRequest request) {
        this.request = request;
    }

    /**
     * The seeders of a request: files first, in the order of the locations and then of their names; Java seeders last.
     * Rows of CSV files are read later and checked by each pass, their header lines now.
     *
     * @throws SeedException with the problems of all files, at most 200 of them, and where there is no seeder at all
     */
    public static List<SeedUnit> read(SourceRequest request) {
        return reading(request).units();
    }

    /** The seeders of one root without their record, and without those written in Java; empty where it has none. */
    static List<SeedUnit> readAlone(SeedRoot root, ClassLoader formats) {
        SeedSources sources = new SeedSources(new SourceRequest(List.of(), List.of(), false, formats, Path.of("")));
        try {
            sources.classify(List.of(root));
            sources.readFiles();
        } finally {
            close(root);
        }
        sources.checkNames();
        sources.problems.throwIfAny();
        return List.copyOf(sources.units);
    }

    static Reading reading(SourceRequest request) {
        return new SeedSources(request).read();
    }

    /** Seeders, and whether they depend on the content of the listed files alone. */
    static final class Reading {
        private final List<SeedUnit> units;
        private final List<SeedRoot> roots;
        private final boolean filesAlone;

        private Reading(List<SeedUnit> units, List<SeedRoot> roots, boolean filesAlone) {
            this.units = List.copyOf(units);
            this.roots = List.copyOf(roots);
            this.filesAlone = filesAlone;
        }

        List<SeedUnit> units() {
            return units;
        }

        /** False where a seeder was code, or has since used a file that its location does not list. */
        boolean repeatable() {
            boolean repeatable = filesAlone;
            for (SeedRoot root : roots) {
                repeatable &= root.openedOnlyListed();
            }
            return repeatable;
        }
    }

    private Reading read() {
        List<SeedRoot> roots = Locations.roots(request, problems);
        FormerDefaults former = null;
        try {
            classify(roots);
            readFiles();
            if (!records.isEmpty()) {
                former = FormerDefaults.read(records.values(), problems);
            }
        } finally {
            close(roots);
        }
        List<Seeder> javaSeeders = JavaSeeders.all(request, problems);
        for (Seeder seeder : javaSeeders) {
            try {
                units.add(JavaSeeders.read(seeder));
            } catch (SeedException e) {
                problems.add(e);
            }
        }
        checkNames();
        if (units.isEmpty() && problems.isEmpty()) {
            problems.add(nothingFound());
        }
        problems.throwIfAny();
        for (int i = 0; i < units.size() && former != null; i++) {
            units.set(i, former.addTo(units.get(i)));
        }
        return new Reading(units, roots, javaSeeders.isEmpty() && !foreignFormats);
    }

    static void close(List<SeedRoot> roots) {
        for (SeedRoot root : roots) {
            close(root);
        }
    }

    private static void close(SeedRoot root) {
        try {
            root.close();
        } catch (IOException e) {
            // Everything was read, and nothing is written to it.
            return;
        }
    }

    private void classify(List<SeedRoot> roots) {
        List<SeedFormat> found = JavaSeeders.services(SeedFormat.class, request.classLoader(), problems);
        List<SeedFormat> own = List.of(new DocumentFormat(), new CsvFormat());
        for (SeedRoot root : roots) {
            for (String relative : root.list(problems)) {
                if (relative.equals(FormerReader.FILE)) {
                    records.putIfAbsent(root.place(relative), root);
                } else if (!isPassedOver(relative)) {
                    classify(new SeedFile(root, relative), found, own);
                }
            }
        }
    }

    private void classify(SeedFile file, List<SeedFormat> found, List<SeedFormat> own) {
        try {
            List<SeedFormat> takers = takers(found, file);
            if (takers.size() > 1) {
                throw new SeedException(Problem.of(
                        "Two formats take the file: " + takers.get(0).getClass().getName() + " and "
                                + takers.get(1).getClass().getName() + ".",
                        file.location(),
                        "rename the file so that one of them takes it, or remove one of the modules"));
            }
            foreignFormats |= !takers.isEmpty();
            List<SeedFormat> chosen = takers.isEmpty() ? takers(own, file) : takers;
            if (chosen.isEmpty()) {
                others.add(file);
            } else {
                seeders.put(file, chosen.get(0));
            }
        } catch (SeedException e) {
            problems.add(e);
        } catch (RuntimeException e) {
            problems.add(fault(file, e));
        }
    }

    private static List<SeedFormat> takers(List<SeedFormat> formats, SeedFile file) {
        List<SeedFormat> takers = new ArrayList<>();
        for (SeedFormat format : formats) {
            if (format.takes(file)) {
                takers.add(format);
            }
        }
        return takers;
    }

    private static boolean isPassedOver(String relative) {
        String name = relative.substring(relative.lastIndexOf('/') + 1);
        return name.endsWith(".md")
                || name.endsWith(".txt")
                || relative.equals("seedbed.yaml")
                || relative.equals("seedbed.yml");
    }

    private void readFiles() {
        Set<String> contents = contents();
        for (Map.Entry<SeedFile, SeedFormat> seeder : seeders.entrySet()) {
            SeedFile file = seeder.getKey();
            if (!contents.contains(file.identity())) {
                read(file, seeder.getValue());
            }
            file.forget();
        }
        for (SeedFile other : others) {
            if (!contents.contains(other.identity())) {
                problems.add(notASeeder(other));
            }
        }
    }

    private void read(SeedFile file, SeedFormat format) {
        try {
            SeedUnit unit = format.read(file);
            if (file.isDocument()) {
                file.document().problems().throwIfAny();
            }
            units.add(unit);
        } catch (SeedException e) {
            problems.add(e);
        } catch (RuntimeException e) {
            problems.add(fault(file, e));
        }
    }

    /** Files that seeders name. A file that is itself named is content: what it seems to name does not count. */
    private Set<String> contents() {
        Map<SeedFile, Set<String>> named = new HashMap<>();
        for (Map.Entry<SeedFile, SeedFormat> seeder : seeders.entrySet()) {
            SeedFile file = seeder.getKey();
            named.put(file, named(file, seeder.getValue()));
            file.forgetIfLarge();
        }
        Set<String> contents = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            Set<String> next = new HashSet<>();
            for (SeedFile file : seeders.keySet()) {
                if (!contents.contains(file.identity())) {
                    next.addAll(named.getOrDefault(file, Set.of()));
                }
            }
            if (next.equals(contents)) {
                return contents;
            }
            contents = next;
        }
        // Files that name each other: each is read as a seeder, and says what is wrong with it.
        return Set.of();
    }

    private Set<String> named(SeedFile file, SeedFormat format) {
        Set<String> named = new LinkedHashSet<>();
        try {
            for (String path : format.contents(file)) {
                try {
                    named.add(new SeedFile(file.root(), file.root().resolve(file.relative(), path, file.location()))
                            .identity());
                } catch (SeedException e) {
                    // Said again, with its line, when the seeder is read.
                }
            }
        } catch (RuntimeException e) {
            // Said again when the seeder is read.
            return named;
        }
        named.remove(file.identity());
        return named;
    }

    private static Problem fault(SeedFile file, RuntimeException e) {
        return Problem.of(
                "The format of the file failed with " + e.getClass().getName()
                        + (e.getMessage() == null ? "." : ": " + Excerpt.message(e.getMessage())),
                file.location(),
                "report this to the module that reads it");
    }

    private static Problem notASeeder(SeedFile file) {
        if (file.extension().equals("sql")) {
            return Problem.of(
                    "A bare SQL file is not a seeder, since nothing says what it does and when it is done.",
                    file.location(),
                    "declare it in a seed file: sql: {file: " + Excerpt.plain(file.name())
                            + ", touches: [table], done-when: \"select ...\"}");
        }
        if (file.name().equals(FormerReader.FILE)) {
            return Problem.of(
                    "Former defaults stand in a folder of the seeds, but only those at the top count.",
                    file.location(),
                    "move its lines into the " + FormerReader.FILE
                            + " at the top, or make the folder a seeds location");
        }
        return Problem.of(
                "The file is not a seeder, and no seeder names it.",
                file.location(),
                "seeders end in .yaml, .yml, .json or .csv; notes may stand in .md and .txt files; move anything else"
                        + " away");
    }

    private void checkNames() {
        Map<String, SeedUnit> names = new HashMap<>();
        for (SeedUnit unit : units) {
            SeedUnit earlier = names.putIfAbsent(unit.name(), unit);
            if (earlier != null) {
                Location first = earlier.at();
                problems.add(new Problem(
                        "Two seeders are named " + Excerpt.of(unit.name()) + ".",
                        first.file() + " and " + unit.at().file(),
                        "give one of them another name with \"seeder:\", or in name() of the class"));
            }
        }
    }

    private Problem nothingFound() {
        return new Problem(
                "There are no seeders.",
                request.locations().isEmpty() ? null : String.join(", ", request.locations()),
                request.locations().isEmpty()
                        ? "put seed files into src/main/resources/seeds, name a seeds location, or hand over seeders"
                        : "put a seed file there, such as roles.yaml with \"tables:\", or name another location");
    }
}
