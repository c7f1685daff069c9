package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run must do with one declared or retired row. */
final class Decision {
    /** In the order in which rows are counted. */
    enum Fate {
        BLOCKED,
        LEAVE_OUT,
        INSERT,
        RENAME,
        UPDATE,
        KEEP,
        UNCHANGED,
        RETIRE;

        boolean writes() {
            return this == INSERT || this == RENAME || this == UPDATE || this == RETIRE;
        }
    }

    final Table table;
    final Declared row;
    final List<String> key;
    World.@Nullable Row live;
    Fate fate = Fate.UNCHANGED;
    /** The stable reason; empty where none is laid down. */
    String code = "";
    /** Texts to be written, by column. */
    final Map<String, @Nullable String> writes = new LinkedHashMap<>();
    /** The key under which a row is that is to be renamed. */
    List<String> formerKey = List.of();
    /** Compared columns that hold what is declared, or a former default: as Seedbed planted them, for all one can tell. */
    final List<String> planted = new ArrayList<>();
    /** False where the row is retired and needs nothing, so that a report may be silent. */
    boolean listed = true;

    Decision(Table table, Declared row) {
        this.table = table;
        this.row = row;
        this.key = row.key(table);
    }

    Decision be(Fate what, String why) {
        fate = what;
        code = why;
        return this;
    }

    String name() {
        return table + " " + String.join("/", key);
    }

    @Override
    public String toString() {
        return name() + ": " + fate + " " + code + (writes.isEmpty() ? "" : " " + writes);
    }
}
