package dev.seedbed.seed;

import java.util.List;
import java.util.Set;

/**
 * A seeder written in Java. It <em>declares</em> rows, as a file does, and never touches a database, so plan, drift and
 * report work for it too. Found by {@link java.util.ServiceLoader} or handed over to the builder.
 */
public interface Seeder {
    /** Unique among the seeders of a run. Default: the simple name of the class. */
    default String name() {
        return getClass().getSimpleName();
    }

    default Group group() {
        return Group.CORE;
    }

    /** Where it is planted; empty for everywhere. */
    default Set<String> environments() {
        return Set.of();
    }

    /** Seeders that are planted before it. */
    default List<String> after() {
        return List.of();
    }

    /** Declares the rows; called once per run. */
    void declare(Declarations seeds);
}
