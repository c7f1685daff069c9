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
            "row-restore",
            "audit",
            "audit-changes",
            "audit-refusals",
            "audit-chains",
            "access",
            "role-preview",
            "accounts",
            "person",
            "look-up",
            "application",
            "sign-in",
            "sign-in-code",
            "factor-offered",
            "account",
            "error-not-allowed");

    private static final int MOST_COLOURS = 256;
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
            page.evaluate("scrollTo(0, 0)");
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

    /** With the colours that are there most, and the others as the nearest of these: a third of the size. */
    private static BufferedImage indexed(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int rgb : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            counts.merge(rgb, 1, Integer::sum);
        }
        List<Integer> colours = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_COLOURS)
                .map(Map.Entry::getKey)
                .toList();
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

    private static int nearest(List<Integer> colours, int rgb) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colours.size(); i++) {
            int other = colours.get(i);
            int red = (rgb >> 16 & 255) - (other >> 16 & 255);
            int green = (rgb >> 8 & 255) - (other >> 8 & 255);
            int blue = (rgb & 255) - (other & 255);
            int distance = red * red + green * green + blue * blue;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
