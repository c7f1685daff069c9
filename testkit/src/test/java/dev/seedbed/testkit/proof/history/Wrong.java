package dev.seedbed.testkit.proof.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Engines that each have one thing wrong. */
enum Wrong {
    UNGUARDED_UPSERT(new Rules() {
        @Override
        boolean overwrites(boolean defaultMoved) {
            return true;
        }

        @Override
        Memory.@Nullable Entry known(Memory.@Nullable Entry entry) {
            return null;
        }
    }),
    DO_NOTHING(new Rules() {
        @Override
        boolean compares() {
            return false;
        }

        @Override
        boolean plants() {
            return false;
        }
    }),
    LEDGER_FORGETS_ROWS_THAT_WERE_THERE_BEFORE(new Rules() {
        @Override
        boolean adopts() {
            return false;
        }
    }),
    LEDGER_DROPS_A_TOMBSTONE_WHEN_THE_ROW_LEAVES_THE_SEEDS(new Rules() {
        @Override
        boolean remembersUndeclared() {
            return false;
        }
    }),
    FORMER_DEFAULTS_WHERE_THE_LEDGER_KNOWS_BETTER(new Rules() {
        @Override
        boolean formerBesideLedger() {
            return true;
        }
    }),
    TEXT_OF_THE_FILE_INSTEAD_OF_THE_VALUE_OF_THE_COLUMN(new Rules() {
        @Override
        boolean equal(Column column, @Nullable String live, @Nullable String declared) {
            return Objects.equals(live, declared);
        }
    }),
    CUSTOMISED_COLUMN_WHOSE_DEFAULT_DID_NOT_MOVE(new Rules() {
        @Override
        boolean overwrites(boolean defaultMoved) {
            return !defaultMoved;
        }
    }),
    NULL_COUNTS_AS_NOT_SET(new Rules() {
        @Override
        boolean equal(Column column, @Nullable String live, @Nullable String declared) {
            return live == null || super.equal(column, live, declared);
        }
    }),
    REFERS_TO_ROWS_THAT_ARE_NOT_PLANTED(new Rules() {
        @Override
        Decision.Fate shared(Decision.Fate target) {
            return Decision.Fate.UNCHANGED;
        }
    });

    private final Rules rules;

    Wrong(Rules rules) {
        this.rules = rules;
    }

    Place place() {
        return new MemoryPlace(rules);
    }
}
