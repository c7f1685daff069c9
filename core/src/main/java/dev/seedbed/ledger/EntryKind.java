package dev.seedbed.ledger;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an entry, or a group of rows in it, tells. */
public enum EntryKind {
    PLANTED,
    ADOPTED,
    UPDATED,
    RENAMED,
    RETIRED,
    RETIRED_IN_PLACE,
    /** Somebody decided that the row, or columns of it, stay as they are. */
    PINNED,
    UNPINNED,
    /** A person made the row. */
    CREATED,
    /** A person gave columns of the row other values. */
    CHANGED,
    /** A person deleted the row: took it out, or marked it as deleted, where the entry tells what the columns hold since. */
    DELETED,
    /** A person had the row, or columns of it, take what the seeds declare: that counts as planted. */
    RESTORED,
    /** The ledger was made. */
    ENABLED,
    /** From here on another key seals, or one at all. */
    SEALED,
    /** All seeded tables were emptied: what stands before counts for nothing any more. */
    RESET;

    /** As it stands in entries, such as {@code retired-in-place}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** With a number of rows, such as {@code planted 500}. */
    String counted(int rows) {
        return label() + " " + rows;
    }

    /** Null for a label that no kind has. */
    static @Nullable EntryKind of(String label) {
        for (EntryKind kind : values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        return null;
    }
}
