package dev.seedbed;

import dev.seedbed.database.Catalogue;
import dev.seedbed.run.DeclaredBy;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The seeders of a run.
 *
 * @param planted those that take part
 * @param skipped those that are not planted in this environment
 * @param notChosen those that were not named, where others were
 */
record Selection(List<SeedUnit> planted, List<SeedUnit> skipped, List<SeedUnit> notChosen) {
    /**
     * Chooses among all seeders.
     *
     * @param environment one of the environments
     * @throws SeedException as a usage error for a name that nobody knows; refused where a seeder is named that must not
     *     be planted in this environment
     */
    static Selection of(List<SeedUnit> units, String environment, Set<String> environments, Set<String> only) {
        Set<String> names = new LinkedHashSet<>();
        for (SeedUnit unit : units) {
            names.add(unit.name());
        }
        List<Problem> problems = new ArrayList<>();
        for (SeedUnit unit : units) {
            check(unit, names, environments, problems);
        }
        circles(units, problems);
        if (!problems.isEmpty()) {
            throw new SeedException(problems);
        }
        for (String name : only) {
            if (!names.contains(name)) {
                String nearest = Catalogue.nearest(name, names);
                throw SeedException.usage(
                        "There is no seeder \"" + name + "\".",
                        nearest == null
                                ? "the seeders are " + String.join(", ", names)
                                : "did you mean \"" + nearest + "\"?");
            }
        }
        List<SeedUnit> planted = new ArrayList<>();
        List<SeedUnit> skipped = new ArrayList<>();
        List<SeedUnit> notChosen = new ArrayList<>();
        for (SeedUnit unit : units) {
            boolean here = unit.plantedIn().isEmpty() || unit.plantedIn().contains(environment);
            if (!only.isEmpty() && !only.contains(unit.name())) {
                notChosen.add(unit);
                continue;
            }
            if (!here && only.contains(unit.name())) {
                throw SeedException.refused(
                        "Seeder \"" + unit.name() + "\" is not planted in " + environment + ".",
                        unit.at().toString(),
                        "it is planted in "
                                + String.join(
                                        ", ", unit.plantedIn().stream().sorted().toList()));
            }
            (here ? planted : skipped).add(unit);
        }
        return new Selection(planted, skipped, notChosen);
    }

    /** @throws SeedException as a usage error for an environment that nobody listed */
    static void known(String environment, String declaredBy, Set<String> environments) {
        if (!environments.contains(environment)) {
            String nearest = nearest(environment, environments);
            throw SeedException.usage(
                    "\"" + environment + "\" is no known environment.",
                    DeclaredBy.place(declaredBy),
                    (nearest == null ? "" : "did you mean \"" + nearest + "\"? ") + "the known ones are "
                            + String.join(", ", environments) + "; list others under \"environments\" in seedbed.yaml");
        }
    }

    /** Seeders that come after each other in a circle come after nobody. */
    private static void circles(List<SeedUnit> units, List<Problem> problems) {
        Map<String, SeedUnit> byName = new LinkedHashMap<>();
        for (SeedUnit unit : units) {
            byName.put(unit.name(), unit);
        }
        Set<String> done = new HashSet<>();
        for (SeedUnit unit : units) {
            follow(unit, byName, new ArrayList<>(), done, problems);
        }
    }

    private static void follow(
            SeedUnit unit, Map<String, SeedUnit> byName, List<String> path, Set<String> done, List<Problem> problems) {
        int start = path.indexOf(unit.name());
        if (start >= 0) {
            List<String> circle = new ArrayList<>(path.subList(start, path.size()));
            circle.add(unit.name());
            problems.add(Problem.of(
                    "Seeders come after each other in a circle: " + String.join(" after ", circle) + ".",
                    unit.at(),
                    "remove one \"after\""));
            return;
        }
        if (done.contains(unit.name())) {
            return;
        }
        path.add(unit.name());
        for (String after : unit.after()) {
            SeedUnit earlier = byName.get(after);
            if (earlier != null) {
                follow(earlier, byName, path, done, problems);
            }
        }
        path.remove(path.size() - 1);
        done.add(unit.name());
    }

    /**
     * The tables that are meant by names, as the seeds write them.
     *
     * @throws SeedException as a usage error for a name that no seeder has rows for
     */
    static Set<String> tables(List<SeedUnit> units, Set<String> named) {
        Set<String> written = new LinkedHashSet<>();
        for (SeedUnit unit : units) {
            for (SeedTable table : unit.tables()) {
                written.add(table.table());
            }
        }
        Set<String> meant = new LinkedHashSet<>();
        for (String name : named) {
            boolean found = false;
            for (String table : written) {
                if (table.equalsIgnoreCase(name) || unqualified(table).equalsIgnoreCase(unqualified(name))) {
                    found |= meant.add(table) || meant.contains(table);
                }
            }
            if (!found) {
                String nearest = Catalogue.nearest(name, written);
                throw SeedException.usage(
                        "No seeder has rows for table \"" + name + "\".",
                        nearest == null
                                ? "the seeded tables are " + String.join(", ", written)
                                : "did you mean \"" + nearest + "\"?");
            }
        }
        return meant;
    }

    private static String unqualified(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    /** Short forms such as "prod" and "dev" are further from their names than any slip of the pen. */
    private static @Nullable String nearest(String environment, Set<String> environments) {
        String given = environment.toLowerCase(Locale.ROOT);
        for (String known : environments) {
            if (given.length() > 1 && (known.startsWith(given) || given.startsWith(known))) {
                return known;
            }
        }
        return Catalogue.nearest(environment, environments);
    }

    private static void check(SeedUnit unit, Set<String> names, Set<String> environments, List<Problem> problems) {
        for (String after : unit.after()) {
            if (!names.contains(after)) {
                Set<String> others = new LinkedHashSet<>(names);
                others.remove(unit.name());
                String nearest = Catalogue.nearest(after, others);
                problems.add(Problem.of(
                        "Seeder \"" + unit.name() + "\" comes after \"" + after + "\", which is no seeder.",
                        unit.at(),
                        nearest != null
                                ? "did you mean \"" + nearest + "\"?"
                                : others.isEmpty()
                                        ? "remove it: there is no other seeder"
                                        : "the other seeders are " + String.join(", ", others)));
            }
        }
        for (String environment : unit.environments()) {
            if (!environments.contains(environment)) {
                String nearest = nearest(environment, environments);
                problems.add(Problem.of(
                        "Seeder \"" + unit.name() + "\" names the environment \"" + environment
                                + "\", which is not known.",
                        unit.at(),
                        nearest == null
                                ? "list it under \"environments\" in seedbed.yaml"
                                : "did you mean \"" + nearest
                                        + "\"? Others are listed under \"environments\" in seedbed.yaml"));
            }
        }
    }
}
