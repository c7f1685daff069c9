package dev.seedbed.source;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names that may stand at some place, and the nearest of them to one that may not; for seed formats. */
public record Known(List<String> names) {
    /** Longer names are nobody's slip of the pen, and comparing them would cost time. */
    private static final int LONGEST = 64;

    public Known {
        names = List.copyOf(names);
    }

    public static Known of(String... names) {
        return new Known(List.of(names));
    }

    public boolean contains(String name) {
        return names.contains(name);
    }

    /** Advice for a name that is not known, such as: write "managed"; known keys are key, managed. */
    public String mend(String unknown, String kind) {
        String list = "known " + kind + " are " + String.join(", ", names);
        String nearest = nearest(unknown);
        if (nearest != null) {
            return "write \"" + nearest + "\"; " + list;
        }
        return unknown.startsWith("_") ? "write notes as comments, after \"#\"; " + list : "remove it; " + list;
    }

    /** The name that was probably meant; null where none is near. */
    public @Nullable String nearest(String unknown) {
        if (unknown.length() > LONGEST) {
            return null;
        }
        String given = comparable(unknown);
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            if (name.length() > LONGEST) {
                continue;
            }
            int distance = distance(given, comparable(name));
            if (distance < least && distance < name.length() && distance <= Math.max(1, name.length() / 3)) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    private static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Insertions, deletions, replacements and swaps of neighbours. */
    private static int distance(String a, String b) {
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distances[i][j] = i + j;
                    continue;
                }
                int replaced = distances[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                distances[i][j] = Math.min(replaced, 1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    distances[i][j] = Math.min(distances[i][j], distances[i - 2][j - 2] + 1);
                }
            }
        }
        return distances[a.length()][b.length()];
    }
}
