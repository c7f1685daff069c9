package dev.seedbed.show;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;

/** The ways in which a database can differ from its seeds, in the order in which {@code status} shows them. */
enum DriftClass {
    BLOCKED("blocked", "cannot be planted as long as something stands in the way"),
    MISSING("missing", "a run would insert them"),
    DEFAULT_CHANGED("default changed", "a former default is here; update brings the new one"),
    MANAGED("managed", "the seeds own a column that differs; update sets it"),
    CUSTOMISED("customised", "other values here than declared; they stay"),
    DELETED_BY_HAND("deleted by hand", "or held back, and left out"),
    LEFT_OUT("left out", "with a row they refer to"),
    RENAME_WAITING("rename waiting", "here under a former key; update renames them in place"),
    RETIRE_WAITING("to be retired", "as they were planted, and no longer wanted; update takes them out"),
    RETIRED_BUT_KEPT("retired but kept", "no longer wanted, and kept: the rows say why"),
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
            case "managed" -> MANAGED;
            case "customised", "customised-default-moved", "pinned" -> CUSTOMISED;
            case "held", "soft-deleted", "deleted" -> DELETED_BY_HAND;
            case "refers-to-left-out" -> LEFT_OUT;
            case "rename-waiting", "renamed" -> RENAME_WAITING;
            case "retire-waiting", "retired" -> RETIRE_WAITING;
            case "retired-kept" -> RETIRED_BUT_KEPT;
            default ->
                switch (change.action()) {
                    case INSERT -> MISSING;
                    case LEAVE_OUT -> LEFT_OUT;
                    case BLOCKED -> BLOCKED;
                    case KEEP, UPDATE, RENAME, RETIRE -> OTHER;
                };
        };
    }
}
