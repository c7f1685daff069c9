package dev.seedbed.source;

import dev.seedbed.seed.Group;
import dev.seedbed.seed.Location;
import java.util.Collection;
import java.util.Set;

/** What holds for the environments of every seeder, whether a file or a class. */
final class Environments {
    private static final Set<String> FOR_DEV = Set.of("development", "test");

    private Environments() {}

    static void check(Group group, Collection<String> environments, Location at, Problems problems) {
        if (group == Group.DEV && !FOR_DEV.containsAll(environments)) {
            problems.add(
                    "A seeder of group \"dev\" names environments other than development and test: "
                            + Excerpt.plain(String.join(
                                    ", ", environments.stream().sorted().toList())) + ".",
                    at,
                    "name only development and test, or choose the group core or update");
        }
    }
}
