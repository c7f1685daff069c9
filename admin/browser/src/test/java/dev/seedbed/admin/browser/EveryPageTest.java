package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every page owes to whoever looks at it, in each of its states. */
class EveryPageTest {
    /** As narrow as a small phone is. */
    private static final int NARROW = 360;

    private static final int LOW = 740;

    /** Names of places where something went wrong. */
    private static final Pattern WRONG = Pattern.compile(".*-(wrong|refused|not-confirmed|problem|broken)");

    /** All, but for somebody at work on some of them: {@code -Dseedbed.places=row.*}. */
    static List<Place> places() {
        String some = System.getProperty("seedbed.places", ".*");
        return Places.all().stream().filter(place -> place.name().matches(some)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void in_light(Place place) {
        examined(place, ColorScheme.LIGHT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void in_the_dark(Place place) {
        examined(place, ColorScheme.DARK);
    }

    private static void examined(Place place, ColorScheme scheme) {
        SoftAssertions softly = new SoftAssertions();
        try (Visitor visitor = place.visit(new Look(scheme))) {
            assertThat(visitor.heading()).as(place.name()).startsWith(place.heading());
            if (WRONG.matcher(place.name()).matches()) {
                assertThat(visitor.has(".problem, .problems, .wrong"))
                        .as(place + ": says what is wrong")
                        .isTrue();
            }
            double shift = Examined.shift(visitor.page());
            softly.assertThat(shift)
                    .as(() -> place + ": layout shift of " + Examined.moved(visitor.page()))
                    .isLessThan(Examined.MOST_SHIFT);
            softly.assertThat(Examined.overflow(visitor.page()))
                    .as(place + ": overflow")
                    .isEmpty();
            softly.assertThat(Examined.byAxe(visitor.page()))
                    .as(place + ": axe")
                    .isEmpty();
            softly.assertThat(Examined.paleFields(visitor.page()))
                    .as(place + ": fields")
                    .isEmpty();
            Pictures.take(visitor.page(), place, scheme);
            visitor.page().setViewportSize(NARROW, LOW);
            softly.assertThat(Examined.overflow(visitor.page()))
                    .as(place + ": overflow at " + NARROW + " px")
                    .isEmpty();
            softly.assertThat(Examined.byAxe(visitor.page()))
                    .as(place + ": axe at " + NARROW + " px")
                    .isEmpty();
            softly.assertThat(visitor.faults()).as(place + ": faults").isEmpty();
        }
        softly.assertAll();
    }
}
