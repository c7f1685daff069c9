package dev.seedbed;

import dev.seedbed.seed.Group;
import dev.seedbed.seed.SeedUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where seeders are planted.
 *
 * @param all the environments that are known, in the order in which messages name them
 */
record PlantedIn(Set<String> all) {

    Set<String> of(SeedUnit unit) {
        Set<String> environments = new LinkedHashSet<>(all);
        if (!unit.plantedIn().isEmpty()) {
            environments.retainAll(unit.plantedIn());
        }
        return environments;
    }

    /** True where some environment plants both. */
    boolean meet(SeedUnit one, SeedUnit other) {
        return one.equals(other) || of(one).stream().anyMatch(of(other)::contains);
    }

    /** The environments in which a seeder is planted, but none of the others. */
    List<String> without(SeedUnit unit, Collection<SeedUnit> others) {
        Set<String> missing = of(unit);
        others.forEach(other -> missing.removeAll(of(other)));
        return new ArrayList<>(missing);
    }

    /** Those of the seeders that are planted by every mode that plants the first one. */
    static List<SeedUnit> byTheSameModes(SeedUnit unit, Collection<SeedUnit> others) {
        return others.stream()
                .filter(other -> other.group() != Group.UPDATE || unit.group() == Group.UPDATE)
                .toList();
    }
}
