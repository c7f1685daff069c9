package dev.seedbed.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names that may stand at some place, and the nearest of them to one that may not. */
record Known(List<String> names) {
    /** Longer names are nobody's slip of the pen, and comparing them would cost time. */
    private static final int LONGEST = 64;

    static Known of(String... names) {
        return new Known(List.of(names));
    }

    boolean contains(String name) {
        return names.contains(name);
    }

    /** Advice for a name that is not known, such as: write "managed"; known keys are key, managed. */
    String mend(String unknown, String kind) {
        String list = "known " + kind + " are " + String.join(", ", names);
        String nearest = nearest(unknown);
        if (nearest != null) {
            return "write \"" + nearest + "\"; " + list;
        }
        return unknown.startsWith("_") ? "write notes as comments, after \"#\"; " + list : "remove it; " + list;
    }

    @Nullable
    String nearest(String unknown) {
        if (unknown.length() > LONGEST) {
            return null;
        }
        String given = comparable(unknown);
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            int distance = distance(given, comparable(name));
            if (distance < least && distance <= Math.max(1, name.length() / 3)) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    private static String comparable(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(previous[j - 1] + swap, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] spare = previous;
            previous = current;
            current = spare;
        }
        return previous[b.length()];
    }
}
