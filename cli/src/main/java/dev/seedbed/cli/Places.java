package dev.seedbed.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Places of seeds as one text names them: commas stand between them, unless one belongs to the name of what is there. */
final class Places {
    private Places() {}

    /** @param directory where relative paths start */
    static List<String> of(String written, Path directory) {
        if (written.indexOf(',') < 0) {
            return List.of(written);
        }
        String[] parts = written.split(",", -1);
        List<String> places = new ArrayList<>();
        int from = 0;
        while (from < parts.length) {
            int to = parts.length;
            while (to > from + 1 && !isThere(joined(parts, from, to), directory)) {
                to--;
            }
            String place = joined(parts, from, to);
            if (!place.isEmpty()) {
                places.add(place);
            }
            from = to;
        }
        return places;
    }

    private static String joined(String[] parts, int from, int to) {
        return String.join(",", Arrays.asList(parts).subList(from, to));
    }

    private static boolean isThere(String place, Path directory) {
        try {
            return Files.exists(directory.resolve(place));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
