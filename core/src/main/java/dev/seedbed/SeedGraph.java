package dev.seedbed;

import dev.seedbed.seed.Group;
import java.util.List;
import java.util.Set;

/**
 * The seeders and what makes one come before another.
 *
 * @param seeders in the order in which they are planted
 */
public record SeedGraph(List<Node> seeders, List<Edge> edges) {
    public SeedGraph {
        seeders = List.copyOf(seeders);
        edges = List.copyOf(edges);
    }

    /**
     * A seeder.
     *
     * @param environments where it is planted; empty for everywhere
     * @param tables the tables it has rows for, as written
     */
    public record Node(String name, Group group, Set<String> environments, List<String> tables) {}

    /**
     * {@code from} is planted before {@code to}.
     *
     * @param reason such as {@code after} or {@code tier_permission.tier_id → subscription_tier}
     * @param later true where the seeders refer to each other in a circle and this reference, which may be NULL, is set
     *     once the rows of both are there; it does not order them
     */
    public record Edge(String from, String to, String reason, boolean later) {
        public Edge(String from, String to, String reason) {
            this(from, to, reason, false);
        }
    }
}
