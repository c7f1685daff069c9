package dev.seedbed.record;

import java.util.Locale;

/** Names of tables without a catalogue: with their schema or without, in any case. */
final class TableNames {
    private TableNames() {}

    static boolean isSame(String a, String b) {
        String first = a.toLowerCase(Locale.ROOT);
        String second = b.toLowerCase(Locale.ROOT);
        return first.equals(second) || first.endsWith("." + second) || second.endsWith("." + first);
    }

    /** Without its schema, in lower case. */
    static String bare(String table) {
        return table.substring(table.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
