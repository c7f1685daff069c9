package dev.seedbed.plan;

import java.util.Map;
import java.util.function.Consumer;

/** What a plan would write and was planned on, as far as its report masks it. */
public final class PlannedSecrets {
    private final Consumer<String> texts;

    private PlannedSecrets(Consumer<String> texts) {
        this.texts = texts;
    }

    /**
     * Hands out texts that differ where two plans differ in what their reports mask; none where nothing is masked.
     * Declared values are not among them, but for those of keys.
     */
    public static void of(Plan plan, Consumer<String> texts) {
        PlannedSecrets secrets = new PlannedSecrets(texts);
        plan.tables().forEach(secrets::add);
    }

    private void add(PlannedTable table) {
        BoundTable bound = table.table();
        boolean maskedKey = bound.hasMaskedKey();
        if (maskedKey && table.inserts() > 0) {
            try (BoundTable.Cursor rows = table.openInserts(null)) {
                for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                    add(bound, "insert", row);
                }
            }
        }
        for (RowUpdate update : table.updates()) {
            if (maskedKey) {
                add(bound, "rename", update.located());
            }
            add(bound, update.located(), update.live());
        }
        for (Retirement retirement : table.retirements()) {
            if (maskedKey) {
                add(bound, "retire", retirement.row());
            }
            add(bound, retirement.row(), retirement.live());
        }
    }

    private void add(BoundTable table, BoundRow row, Map<Integer, Cell> live) {
        live.forEach((index, cell) -> {
            if (table.layout().sensitive()[index]) {
                add(table, table.layout().columns().get(index).name(), row);
                texts.accept(cell instanceof Cell.Text text ? "=" + text.text() : cell.toString());
            }
        });
    }

    private void add(BoundTable table, String what, BoundRow row) {
        texts.accept(table.ledgerName());
        texts.accept(what);
        texts.accept(table.keyText(row));
    }
}
