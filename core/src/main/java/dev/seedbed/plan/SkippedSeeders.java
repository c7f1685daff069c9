package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.seed.SeedUnit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the seeders that init skips, since a first launch is over for them, and leaves out their rows. */
final class SkippedSeeders {
    private SkippedSeeders() {}

    /** The seeders of which a table has a row already; asked for all of them at once. */
    static Set<String> of(Connection connection, Dialect dialect, Catalogue catalogue, List<SeedUnit> planted)
            throws SQLException {
        Map<Table, Set<String>> seeders = new LinkedHashMap<>();
        for (SeedUnit unit : planted) {
            List<String> names = new ArrayList<>();
            unit.tables().forEach(table -> names.add(table.table()));
            unit.sql().forEach(sql -> names.addAll(sql.touches()));
            for (String name : names) {
                Table table = catalogue.table(name);
                if (table != null) {
                    seeders.computeIfAbsent(table, t -> new LinkedHashSet<>()).add(unit.name());
                }
            }
        }
        Set<String> notEmpty = new LinkedHashSet<>();
        if (seeders.isEmpty()) {
            return notEmpty;
        }
        List<String> questions = new ArrayList<>();
        for (Table table : seeders.keySet()) {
            questions.add("case when exists (select 1 from " + dialect.quote(table.name()) + ") then 1 else 0 end");
        }
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select " + String.join(", ", questions))) {
            answer.next();
            int column = 1;
            for (Set<String> names : seeders.values()) {
                if (answer.getInt(column++) == 1) {
                    notEmpty.addAll(names);
                }
            }
        }
        return notEmpty;
    }

    /** Leaves out their rows that are missing. */
    static void leaveOut(Iterable<PlannedTable> tables, Set<String> skipped) {
        if (skipped.isEmpty()) {
            return;
        }
        for (PlannedTable table : tables) {
            for (int i = 0; i < table.declared().size(); i++) {
                String seeder = table.table().parts().get(table.part(i)).unit().name();
                if (skipped.contains(seeder) && table.fate(i) == Fate.INSERT) {
                    table.decide(
                            i,
                            Fate.LEAVE_OUT,
                            new PlannedTable.Detail(
                                    "seeder-skipped", "not there, but its seeder's tables are not empty"));
                }
            }
        }
    }
}
