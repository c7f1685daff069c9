package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page says of a mistake, in words that stand on the page. */
class RefusalWordsTest {
    private static final Pattern PROBLEM =
            Pattern.compile("<p>([^<]*)</p>\\s*<dl>\\s*(?:<dt>Where</dt><dd>([^<]*)</dd>)?\\s*<dt>What to do</dt>");
    private static final Pattern LABEL = Pattern.compile("<(?:label|legend)[^>]*>\\s*([^<]*)");

    private static final Served SERVED = Served.shared();
    private static Client admin;

    @BeforeAll
    static void signIn() {
        admin = SERVED.signedIn("words-admin", "admin");
    }

    /** All tests have one address. */
    @AfterEach
    void let_nobody_be_blocked_by_what_was_wrong_here() {
        SERVED.shop().sql("delete from seedbed_admin_source");
    }

    /** A form, what it sends, and the label of the field that is wrong. */
    static Stream<Arguments> mistakes() {
        String password = Served.PASSWORD;
        return Stream.of(
                wrong(
                        "New password",
                        "/account/password",
                        "/account/password",
                        "password",
                        password,
                        "wanted",
                        "password123456",
                        "again",
                        "password123456"),
                wrong(
                        "New password",
                        "/account/password",
                        "/account/password",
                        "password",
                        password,
                        "wanted",
                        password,
                        "again",
                        password),
                wrong("Name", "/access/new-account", "/access/new-account", "name", "Not A Name", "roles", "readonly"),
                wrong("Name", "/access/new-account", "/access/new-account", "name", "words-admin", "roles", "readonly"),
                wrong(
                        "Inherits all of",
                        "/access/new-role",
                        "/access/new-role",
                        "name",
                        "words-role",
                        "inherits",
                        "nobody",
                        "version",
                        "-1",
                        "step",
                        "save"),
                wrong("Mode", "/plans", "/plans", "mode", "reset"));
    }

    private static Arguments wrong(String label, String page, String action, String... fields) {
        return Arguments.of(label, page, action, List.of(fields));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_field_is_called_by_its_label(String label, String page, String action, List<String> fields) {
        Browser browser = new Browser(admin);
        browser.page(page);

        Client.Answer refused = browser.post(action, fields.toArray(String[]::new));
        assertThat(refused.status()).isIn(409, 422);
        String told = refused.response().body();

        assertThat(problem(told)).isEqualTo("the field “" + label + "”");
        assertThat(labels(told)).contains(label);
    }

    @Test
    void a_code_is_called_as_the_page_at_hand_calls_it() {
        SERVED.signedIn("words-coder", "readonly");
        Browser coder = new Browser(SERVED.client());
        coder.get("/sign-in");
        coder.post("/sign-in", "name", "words-coder", "password", Served.PASSWORD, "next", "/")
                .expect(303);
        coder.page("/account/factor");
        String offered = coder.post("/account/factor", "password", Served.PASSWORD)
                .expect(200)
                .response()
                .body();
        Matcher secret =
                Pattern.compile("name=\"secret\" value=\"([A-Z2-7]+)\"").matcher(offered);
        assertThat(secret.find()).isTrue();

        String again = coder.post("/account/factor/code", "code", "000000", "secret", secret.group(1))
                .expect(401)
                .response()
                .body();

        assertThat(labels(again)).anyMatch(label -> problem(again).equals("the field “" + label + "”"));
    }

    @Test
    void a_page_in_whose_place_another_was_asked_for_says_so_plainly() {
        Browser browser = new Browser(admin);
        browser.page("/account");

        assertThat(browser.get("/audit?from=yesterday").expect(400).response().body())
                .contains("<h1>This cannot be shown</h1>")
                .contains("the field “From (UTC)”");
        assertThat(browser.post(RowsServed.plan("none"), "seen", "")
                        .expect(422)
                        .response()
                        .body())
                .contains("<h1>This was not done</h1>");
    }

    private static String problem(String page) {
        Matcher found = PROBLEM.matcher(page);
        assertThat(found.find()).describedAs(page).isTrue();
        return String.valueOf(found.group(2));
    }

    private static List<String> labels(String page) {
        return LABEL.matcher(page)
                .results()
                .map(label -> label.group(1).strip())
                .toList();
    }
}
