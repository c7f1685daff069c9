package dev.seedbed.rows;

import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.TableHistory;
import dev.seedbed.plan.Judgements;
import dev.seedbed.plan.LedgerView;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which columns of a row count as planted with what is declared now, so that nothing has to say so once more. */
record PlantedColumns(TableView view) {
    /** Those of some columns that do not: nobody knows who wrote them, or what was written last is a person's decision. */
    Set<String> lacking(Judgements.Row declared, Set<String> columns) throws SQLException {
        Set<String> lacking = new LinkedHashSet<>(columns);
        if (declared.isKnown()) {
            TableHistory history = Objects.requireNonNull(view.history(List.of(new TableView.Found(null, declared))));
            String key = LedgerView.key(declared.ledgerKey());
            lacking.removeIf(label -> isPlanted(history.written(key, label), declared, label));
        } else {
            // The row is met first, which says it of all that it has in common with the seeds.
            Map<String, @Nullable String> met =
                    view.judgements().adoption(declared).columns();
            lacking.removeIf(
                    label -> met.entrySet().containsAll(texts(declared, label).entrySet()));
        }
        return lacking;
    }

    private Map<String, @Nullable String> texts(Judgements.Row declared, String label) {
        return view.judgements().planted(declared, Set.of(label));
    }

    private boolean isPlanted(TableHistory.@Nullable Written last, Judgements.Row declared, String label) {
        return last != null
                && !last.isOfFormerKey()
                && last.kind() != EntryKind.CHANGED
                && last.kind() != EntryKind.CREATED
                && (last.texts().equals(texts(declared, label))
                        // A run that changes a value spells it as the column does.
                        || last.texts()
                                .equals(Objects.requireNonNull(
                                                declared.columns().get(label))
                                        .declared()));
    }
}
