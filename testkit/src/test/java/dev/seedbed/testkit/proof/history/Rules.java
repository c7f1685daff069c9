package dev.seedbed.testkit.proof.history;

import dev.seedbed.testkit.proof.history.Decision.Fate;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of the decision table that a wrong engine may have wrong; as they stand they are right. */
class Rules {
    /** Whether a declared text and what lives in the column are equal. */
    boolean equal(Column column, @Nullable String live, @Nullable String declared) {
        return Objects.equals(live, column.through(declared));
    }

    /** Whether a row that is there is looked at by its columns at all. */
    boolean compares() {
        return true;
    }

    /** Whether a row that is absent may be planted. */
    boolean plants() {
        return true;
    }

    /** Whether a column that differs, that nobody manages and that holds no former default, is written. */
    boolean overwrites(boolean defaultMoved) {
        return false;
    }

    /** What the ledger knows of a row, as far as this engine asks it. */
    Memory.@Nullable Entry known(Memory.@Nullable Entry entry) {
        return entry;
    }

    /** Whether former defaults count besides what the ledger knows. */
    boolean formerBesideLedger() {
        return false;
    }

    /** Whether the ledger takes in a row that was there before it. */
    boolean adopts() {
        return true;
    }

    /** Whether the ledger keeps what it knows of a row that is no longer declared. */
    boolean remembersUndeclared() {
        return true;
    }

    /** The fate of a row that refers to one with this fate. */
    Fate shared(Fate target) {
        return Set.of(Fate.BLOCKED, Fate.LEAVE_OUT).contains(target) ? target : Fate.UNCHANGED;
    }
}
