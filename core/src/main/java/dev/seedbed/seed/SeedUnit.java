package dev.seedbed.seed;

import java.util.List;
import java.util.Set;

/**
 * What one seeder declares: one file, or one Java class.
 *
 * @param name unique among the seeders of a run
 * @param environments where it is planted; empty for everywhere, which for {@link Group#DEV} means development and test
 * @param after seeders that are planted before it
 * @param attachments reads the files that {@code $file} names
 */
public record SeedUnit(
        String name,
        Group group,
        Set<String> environments,
        List<String> after,
        List<SeedTable> tables,
        List<SqlSeed> sql,
        Attachments attachments,
        Location at) {
    public SeedUnit {
        environments = Set.copyOf(environments);
        after = List.copyOf(after);
        tables = List.copyOf(tables);
        sql = List.copyOf(sql);
    }

    /** The environments it is planted in; empty for everywhere. */
    public Set<String> plantedIn() {
        return group == Group.DEV && environments.isEmpty() ? Set.of("development", "test") : environments;
    }
}
