package dev.seedbed.admin.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * Pictures of pages for the documentation: one of each page, light and dark. They are made only with
 * {@code -Dseedbed.screenshots=true}, since times and names of databases in them differ each time.
 */
final class Pictures {
    private static final boolean WANTED = Boolean.getBoolean("seedbed.screenshots");

    /** A picture shows no more than the window, and says what else there is by being cut. */
    static final Set<String> NAMES = Set.of(
            "overview",
            "seeders",
            "plans",
            "plan",
            "plan-approval",
            "run-going",
            "run",
            "tables",
            "table",
            "row",
            "row-edit",
            "row-edit-clash",
            "row-edit-kept",
            "row-new",
            "row-restore",
            "row-pin",
            "row-unpin",
            "row-delete",
            "row-bring-back",
            "audit",
            "audit-changes",
            "audit-refusals",
            "audit-chains",
            "access",
            "role-preview",
            "role-new",
            "accounts",
            "account-new",
            "account-made",
            "person",
            "look-up",
            "application",
            "sign-in",
            "sign-in-one-moment",
            "sign-in-code",
            "password-first",
            "password",
            "factor",
            "factor-offered",
            "factor-codes",
            "account",
            "error-not-allowed");

    /** Where a picture begins that does not begin at the top of its page. */
    private static final Map<String, String> FROM = Map.of("plan", "form.pick", "plan-approval", "#apply");

    private static final int MOST_COLOURS = 256;

    /** Squared, in red, green and blue: of colours as near as this, no eye sees that they are two. */
    private static final int NEAR = 48;

    private static final int SHORTEST = 200;
    private static final int MARGIN = 24;

    private Pictures() {}

    static void take(Page page, Place place, ColorScheme scheme) {
        if (!WANTED || !NAMES.contains(place.name())) {
            return;
        }
        Path directory = Path.of(System.getProperty("seedbed.docs"), "console");
        try {
            Files.createDirectories(directory);
            page.mouse().move(0, 0);
            page.locator(FROM.getOrDefault(place.name(), "body")).evaluate("e => e.scrollIntoView()");
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
            Path file = directory.resolve(place.name() + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");
            ImageIO.write(indexed(cut(image)), "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the empty rest below the last line that has something on it. */
    private static BufferedImage cut(BufferedImage image) {
        int last = image.getHeight() - 1;
        int[] lowest = line(image, last);
        while (last > SHORTEST && Arrays.equals(lowest, line(image, last))) {
            last--;
        }
        return image.getSubimage(0, 0, image.getWidth(), Math.min(image.getHeight(), last + MARGIN));
    }

    private static int[] line(BufferedImage image, int y) {
        return image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
    }

    /** With few colours, and the others as the nearest of these: a third of the size. */
    private static BufferedImage indexed(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int rgb : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            counts.merge(rgb, 1, Integer::sum);
        }
        List<Integer> colours = colours(counts);
        IndexColorModel model = new IndexColorModel(
                8, colours.size(), colours.stream().mapToInt(Integer::intValue).toArray(), 0, false, -1, 0);
        BufferedImage indexed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int index = nearest.computeIfAbsent(image.getRGB(x, y), rgb -> nearest(colours, rgb));
                indexed.getRaster().setSample(x, y, 0, index);
            }
        }
        return indexed;
    }

    /** Those that are there most, but for what is next to one of them: the shades of text leave room for the rest. */
    private static List<Integer> colours(Map<Integer, Integer> counts) {
        List<Integer> colours = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .filter(rgb -> colours.size() < MOST_COLOURS)
                .filter(rgb -> colours.isEmpty() || distance(colours.get(nearest(colours, rgb)), rgb) > NEAR)
                .forEach(colours::add);
        return colours;
    }

    private static int nearest(List<Integer> colours, int rgb) {
        int best = 0;
        for (int i = 1; i < colours.size(); i++) {
            if (distance(colours.get(i), rgb) < distance(colours.get(best), rgb)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int red = (one >> 16 & 255) - (other >> 16 & 255);
        int green = (one >> 8 & 255) - (other >> 8 & 255);
        int blue = (one & 255) - (other & 255);
        return red * red + green * green + blue * blue;
    }
}
