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
 * @param former what earlier releases declared for the tables it declares
 * @param warnings what {@code lint} has to say of it, found by the format that has read it
 */
public record SeedUnit(
        String name,
        Group group,
        Set<String> environments,
        List<String> after,
        List<SeedTable> tables,
        List<SqlSeed> sql,
        Attachments attachments,
        Location at,
        List<FormerRow> former,
        List<Problem> warnings) {
    public SeedUnit {
        environments = Set.copyOf(environments);
        after = List.copyOf(after);
        tables = List.copyOf(tables);
        sql = List.copyOf(sql);
        former = List.copyOf(former);
        warnings = List.copyOf(warnings);
    }

    /** A seeder of which no earlier release is known. */
    public SeedUnit(
            String name,
            Group group,
            Set<String> environments,
            List<String> after,
            List<SeedTable> tables,
            List<SqlSeed> sql,
            Attachments attachments,
            Location at) {
        this(name, group, environments, after, tables, sql, attachments, at, List.of(), List.of());
    }

    /** The same with what earlier releases declared. */
    public SeedUnit withFormer(List<FormerRow> rows) {
        return new SeedUnit(name, group, environments, after, tables, sql, attachments, at, rows, warnings);
    }

    /** The same with other tables. */
    public SeedUnit withTables(List<SeedTable> others) {
        return new SeedUnit(name, group, environments, after, others, sql, attachments, at, former, warnings);
    }

    /** The same with other warnings. */
    public SeedUnit withWarnings(List<Problem> others) {
        return new SeedUnit(name, group, environments, after, tables, sql, attachments, at, former, others);
    }

    /** The environments it is planted in; empty for everywhere. */
    public Set<String> plantedIn() {
        return group == Group.DEV && environments.isEmpty() ? Set.of("development", "test") : environments;
    }
}
