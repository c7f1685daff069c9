package dev.seedbed;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Checks seeds without planting them. */
final class Lint {
    private final Supplier<Selection> selection;
    private final Seedbed.Builder builder;

    Lint(Supplier<Selection> selection, Seedbed.Builder builder) {
        this.selection = selection;
        this.builder = builder;
    }

    LintReport run() {
        List<Problem> errors = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        try {
            Selection selected = selection.get();
            if (selected.planted().isEmpty() && selected.skipped().isEmpty()) {
                warnings.add(new Problem("There are no seeders.", null, "add a seed file"));
            }
        } catch (SeedException e) {
            if (e.kind() == SeedException.Kind.USAGE) {
                throw e;
            }
            errors.addAll(e.problems());
        }
        return new LintReport(errors, warnings, builder.dataSource != null);
    }
}
