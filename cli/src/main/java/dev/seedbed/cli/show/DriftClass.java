package dev.seedbed.cli.show;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;

/** The ways in which a database can differ from its seeds, in the order in which {@code status} shows them. */
enum DriftClass {
    BLOCKED("blocked", "cannot be planted as long as something stands in the way"),
    MISSING("missing", "the mode would insert them"),
    DEFAULT_CHANGED("default changed", "a former default is here; waits for mode update"),
    CUSTOMISED("differs", "other values here than declared; they stay"),
    DELETED_BY_HAND("deleted by hand", "or held back, and left out"),
    LEFT_OUT("left out", "with a row they refer to"),
    RENAME_WAITING("rename waiting", "live under a former key; waits for mode update"),
    UPDATE_WAITING("waits for update", "planted only by mode update"),
    RETIRED_BUT_KEPT("retired but kept", "no seed wants them any more"),
    OTHER("other", "the rows say why");

    final String title;
    final String meaning;

    DriftClass(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    /** A code that this release does not know falls into the class of its action. */
    static DriftClass of(RowChange change) {
        return switch (change.code()) {
            case "missing" -> change.action() == Action.INSERT ? MISSING : OTHER;
            case "default-changed", "default-moved" -> DEFAULT_CHANGED;
            case "customised", "customised-default-moved" -> CUSTOMISED;
            case "held", "soft-deleted", "deleted-by-hand" -> DELETED_BY_HAND;
            case "refers-to-left-out" -> LEFT_OUT;
            case "rename-waiting" -> RENAME_WAITING;
            case "waits-for-update" -> UPDATE_WAITING;
            case "retire-waiting" -> RETIRED_BUT_KEPT;
            default ->
                switch (change.action()) {
                    case INSERT -> MISSING;
                    case LEAVE_OUT -> LEFT_OUT;
                    case BLOCKED -> BLOCKED;
                    case KEEP -> OTHER;
                };
        };
    }
}
