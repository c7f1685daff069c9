package dev.seedbed;

import dev.seedbed.database.Catalogue;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The seeders of a run.
 *
 * @param planted those that take part
 * @param skipped those that are not planted in this environment
 */
record Selection(List<SeedUnit> planted, List<SeedUnit> skipped) {
    static final List<String> ENVIRONMENTS = List.of("development", "test", "staging", "production");

    /**
     * Chooses among all seeders.
     *
     * @throws SeedException as a usage error for a name that nobody knows; refused where a seeder is named that must not
     *     be planted in this environment
     */
    static Selection of(List<SeedUnit> units, String environment, Set<String> environments, Set<String> only) {
        if (!environments.contains(environment)) {
            String nearest = Catalogue.nearest(environment, environments);
            throw SeedException.usage(
                    "\"" + environment + "\" is no known environment.",
                    (nearest == null ? "" : "did you mean \"" + nearest + "\"? ") + "the known ones are "
                            + String.join(", ", environments) + "; list others under \"environments\" in seedbed.yaml");
        }
        Set<String> names = new LinkedHashSet<>();
        units.forEach(unit -> names.add(unit.name()));
        List<Problem> problems = new ArrayList<>();
        for (SeedUnit unit : units) {
            check(unit, names, environments, problems);
        }
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
        for (SeedUnit unit : units) {
            boolean here = unit.plantedIn().isEmpty() || unit.plantedIn().contains(environment);
            if (!only.isEmpty() && !only.contains(unit.name())) {
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
        return new Selection(planted, skipped);
    }

    private static void check(SeedUnit unit, Set<String> names, Set<String> environments, List<Problem> problems) {
        for (String after : unit.after()) {
            if (!names.contains(after)) {
                String nearest = Catalogue.nearest(after, names);
                problems.add(Problem.of(
                        "Seeder \"" + unit.name() + "\" comes after \"" + after + "\", which is no seeder.",
                        unit.at(),
                        nearest == null
                                ? "the seeders are " + String.join(", ", names)
                                : "did you mean \"" + nearest + "\"?"));
            }
        }
        for (String environment : unit.environments()) {
            if (!environments.contains(environment)) {
                String nearest = Catalogue.nearest(environment, environments);
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
