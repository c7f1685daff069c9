package dev.seedbed;

import dev.seedbed.database.Catalogue;
import dev.seedbed.plan.CatalogueCheck;
import dev.seedbed.plan.Settings;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks seeds without planting them: the seeders of every environment, not of this one alone. What is refused in
 * production only is an error where the environment is production, which it is unless another one is named.
 */
final class Lint {
    private final Setup setup;
    private final PlantedIn planted;
    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private Set<String> chosenTables = Set.of();
    private boolean withDatabase;

    Lint(Setup setup) {
        this.setup = setup;
        this.planted = new PlantedIn(setup.environments());
    }

    /** @throws SeedException for a call that is wrong in itself, and where the database cannot be asked */
    LintReport run() {
        List<SeedUnit> all = List.of();
        try {
            all = setup.read();
            setup.select(all);
        } catch (SeedException e) {
            if (e.kind() == SeedException.Kind.USAGE) {
                throw e;
            }
            // A seeder that must not be planted here can be looked at all the same.
            if (e.kind() != SeedException.Kind.REFUSED) {
                errors.addAll(e.problems());
            }
        }
        if (!all.isEmpty()) {
            check(all);
        }
        return new LintReport(List.copyOf(errors), List.copyOf(warnings), withDatabase);
    }

    private void check(List<SeedUnit> all) {
        chosenTables = setup.tables(all);
        Settings settings = setup.settings(chosenTables);
        Catalogue catalogue = setup.target().isConnected()
                ? setup.target()
                        .reading((connection, dialect) ->
                                new CatalogueCheck(dialect, settings, all).catalogue(connection))
                : null;
        withDatabase = catalogue != null;
        SeededTables tables = new SeededTables(all, catalogue);
        LinkCheck links = new LinkCheck(tables, planted, catalogue != null);
        RowLint rows = new RowLint(tables, planted, catalogue != null, settings);
        for (SeedUnit unit : all) {
            if (setup.isChosen(unit)) {
                links.after(unit, all);
                look(unit, new SeederLinks(tables), links, rows);
            }
        }
        errors.addAll(links.problems());
        errors.addAll(rows.errors());
        errors.addAll(new TwiceDeclared(planted, setup::isChosen).of(tables));
        warnings.addAll(rows.warnings());
        if (catalogue != null) {
            together(all).forEach((units, environments) -> database(all, units, environments, catalogue, links));
        }
    }

    /** One pass over the rows of a seeder. */
    private void look(SeedUnit unit, SeederLinks references, LinkCheck links, RowLint lint) {
        warnings.addAll(unit.warnings());
        boolean empty = unit.sql().isEmpty();
        for (SeedTable table : unit.tables()) {
            empty &= table.retired().isEmpty();
            if (!chosenTables.isEmpty() && !chosenTables.contains(table.table())) {
                continue;
            }
            lint.table(unit, table);
            references.ofDefaults(unit, table, links::link);
            try (SeedRows.Cursor rows = table.rows().open()) {
                for (SeedRow row = rows.next(); row != null; row = rows.next()) {
                    empty = false;
                    lint.row(unit, table, row);
                    references.of(unit, table, row, links::link);
                }
            } catch (SeedException e) {
                errors.addAll(e.problems());
                empty = false;
            }
        }
        warnings.addAll(lint.sql(unit));
        if (empty && chosenTables.isEmpty()) {
            warnings.add(Problem.of(
                    "Seeder \"" + unit.name() + "\" declares no rows.",
                    unit.at(),
                    "declare some, or remove the seeder"));
        }
    }

    /** The seeders that are planted together, and the environments that do so. */
    private Map<List<SeedUnit>, Set<String>> together(List<SeedUnit> all) {
        Map<List<SeedUnit>, Set<String>> together = new LinkedHashMap<>();
        for (String environment : planted.all()) {
            List<SeedUnit> units = new ArrayList<>();
            for (SeedUnit unit : all) {
                if (setup.isChosen(unit) && planted.of(unit).contains(environment)) {
                    units.add(unit);
                }
            }
            if (!units.isEmpty()) {
                together.computeIfAbsent(units, list -> new LinkedHashSet<>()).add(environment);
            }
        }
        return together;
    }

    private void database(
            List<SeedUnit> all, List<SeedUnit> units, Set<String> environments, Catalogue catalogue, LinkCheck links) {
        List<SeedUnit> notChosen = new ArrayList<>();
        List<SeedUnit> notHere = new ArrayList<>();
        for (SeedUnit unit : all) {
            if (!units.contains(unit)) {
                (setup.isChosen(unit) ? notHere : notChosen).add(unit);
            }
        }
        Settings settings = setup.settings(chosenTables, environments);
        List<Problem> refused = setup.target().reading((connection, dialect) -> {
            CatalogueCheck check = new CatalogueCheck(dialect, settings, units);
            warnings.addAll(check.warnings(catalogue));
            return check.errors(connection, notChosen, notHere, warnings);
        });
        refused.stream().filter(problem -> !links.saysMoreThan(problem)).forEach(errors::add);
    }
}
