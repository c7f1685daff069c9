package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TextRow;

/**
 * Which declared row each live one is, and whether their texts are equal, for rows in memory: two threads look at a half
 * each, since a row needs no other one for that.
 */
final class LiveVerdicts {
    private final DeclaredRows declared;
    private final LiveAhead rows;

    /** The ordinals of declared rows; -1 for none. Of one that differs, {@code -2 - ordinal}. */
    private final int[] verdicts;

    private LiveVerdicts(DeclaredRows declared, LiveAhead rows) {
        this.declared = declared;
        this.rows = rows;
        this.verdicts = new int[rows.count()];
    }

    /** @param declared all of one form */
    static LiveVerdicts of(Dialect dialect, BoundTable table, DeclaredRows declared, LiveAhead rows) {
        LiveVerdicts verdicts = new LiveVerdicts(declared, rows);
        int half = rows.count() / 2;
        try (Beside<Integer> other = Beside.begin(
                "seedbed-compare", () -> verdicts.judge(new LiveQuery(dialect, table), half, rows.count()))) {
            verdicts.judge(new LiveQuery(dialect, table), 0, half);
            other.answer();
        }
        return verdicts;
    }

    private int judge(LiveQuery query, int from, int to) {
        RowHash hash = new RowHash();
        DeclaredForms.KeyForm form = declared.keyForms().get(0);
        TextRow row = new TextRow(query.width());
        int expected = 0;
        for (int i = from; i < to; i++) {
            rows.read(i, row);
            query.hashKey(0, form, row, hash);
            int ordinal = declared.find(hash, expected);
            verdicts[i] = ordinal;
            if (ordinal >= 0) {
                expected = ordinal + 1;
                query.hashValues(declared.rowFormNumber(ordinal), declared.rowForm(ordinal), row, hash);
                verdicts[i] = declared.sameValues(ordinal, hash) ? ordinal : -2 - ordinal;
            }
        }
        return to;
    }

    /** The ordinal of the declared row that a live one is, or -1. */
    int ordinal(int row) {
        return verdicts[row] >= -1 ? verdicts[row] : -2 - verdicts[row];
    }

    /** Whether a live row has the texts of the declared one. */
    boolean isSame(int row) {
        return verdicts[row] >= 0;
    }
}
