package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Authenticator;
import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.web.Next;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInPagesTest {
    private final Served served = Served.shared();

    /** All tests have one address. */
    @AfterEach
    void let_nobody_be_blocked_by_what_was_wrong_here() {
        served.shop().sql("delete from seedbed_admin_source");
    }

    private Browser visitor() {
        return new Browser(served.client());
    }

    private Browser somebody(String name, String... roles) {
        served.signedIn("signin-" + name, roles);
        return visitor();
    }

    private static Client.Answer signIn(Browser browser, String name, String password, String next) {
        return browser.post("/sign-in", "name", name, "password", password, "next", next);
    }

    @Test
    void whoever_signs_in_is_led_to_the_page_that_they_wanted_and_out_again() {
        Browser ann = somebody("ann", "readonly");
        String form = ann.follow(ann.get("/seeders?x=1")).expect(200).response().body();
        assertThat(form).contains("<input type=\"hidden\" name=\"next\" value=\"/seeders?x=1\">");

        Client.Answer in = signIn(ann, "signin-ann", Served.PASSWORD, "/seeders?x=1");
        assertThat(in.expect(303).header("Location")).isEqualTo("/seedbed/seeders?x=1");
        assertThat(ann.follow(in).expect(200).response().body()).contains("Sign out");
        String cookie = ann.client().cookie();

        Client.Answer out = ann.post("/sign-out").expect(303);
        assertThat(out.header("Location")).isEqualTo("/seedbed/sign-in?done=signed-out");
        assertThat(out.header("Clear-Site-Data")).isEqualTo("\"cache\"");
        assertThat(ann.follow(out).response().body()).contains("You are signed out.");
        served.client().cookie(cookie).get("/session").refused(401, "not-signed-in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "javascript:alert(1)",
                ".evil.example",
                "/../../owned",
                "/%2e%2E/owned",
                "/./../owned",
                "/api/v1/session",
                "/sign-out",
                "/tables\r\nSet-Cookie: a=b",
                "/tables?x=\r\nb",
                ""
            })
    void nobody_is_led_to_anywhere_but_a_page_of_the_service(String next) {
        Browser ben = visitor();
        if (served.bean(Accounts.class).list("signin-be", 1).stream()
                .noneMatch(account -> account.name().equals("signin-ben"))) {
            served.signedIn("signin-ben", "readonly");
        }

        assertThat(signIn(ben, "signin-ben", Served.PASSWORD, next).expect(303).header("Location"))
                .isEqualTo("/seedbed/");
    }

    @ParameterizedTest
    @CsvSource({"/tables/tier/rows?search=a%20b", "/", "/runs/0c1d?x=%C3%A9&y=1"})
    void pages_of_the_service_are_led_to(String next) {
        assertThat(Next.of(next)).isEqualTo(next);
    }

    @Test
    void a_wrong_password_is_told_on_the_form_with_the_name_still_in_it_and_recorded() {
        Browser cat = somebody("cat", "readonly");

        String body = signIn(cat, "signin-cat", "wrong", "/seeders")
                .expect(401)
                .response()
                .body();

        assertThat(body)
                .contains("Name and password do not belong together, or the account is disabled, locked for a while,")
                .contains("after five wrong passwords wait a minute")
                .contains("value=\"signin-cat\"")
                .contains("value=\"/seeders\"")
                .doesNotContain("value=\"wrong\"");
        assertThat(served.shop()
                        .rows("select method, path, status, code from seedbed_admin_refusal where detail like"
                                + " '%signin-cat%'"))
                .containsExactly("POST /seedbed/sign-in 401 wrong-credentials");
    }

    @Test
    void a_lock_is_told_as_a_wrong_password_is() {
        Browser dan = somebody("dan", "readonly");
        for (int i = 0; i < 5; i++) {
            signIn(dan, "signin-dan", "wrong", "/").expect(401);
        }

        assertThat(signIn(dan, "signin-dan", Served.PASSWORD, "/")
                        .expect(401)
                        .response()
                        .body())
                .contains("locked for a while");
    }

    @Test
    void the_refusals_tell_which_account_was_tried_and_whether_it_was_locked_and_no_name_that_nobody_has() {
        Browser guest = somebody("dora", "readonly");
        Browser auditor = new Browser(served.signedIn("signin-auditor", "admin"));
        for (int i = 0; i < 5; i++) {
            signIn(guest, "signin-dora", "wrong", "/").expect(401);
        }
        String wrong = signIn(guest, "signin-nobody-1", "wrong", "/")
                .expect(401)
                .response()
                .body();
        String locked = signIn(guest, "signin-dora", Served.PASSWORD, "/")
                .expect(401)
                .response()
                .body();

        assertThat(locked.replace("signin-dora", "NAME")).isEqualTo(wrong.replace("signin-nobody-1", "NAME"));
        assertThat(auditor.page("/audit/refusals?actor=signin-dora"))
                .containsOnlyOnce("Account \"signin-dora\", which was locked.")
                .contains("Account \"signin-dora\".");
        assertThat(served.shop()
                        .rows("select count(*) from seedbed_admin_refusal where detail like '%\"signin-dora\"%'"))
                .containsExactly("6");
        assertThat(served.shop()
                        .rows("select count(*) from seedbed_admin_refusal where detail like '%signin-nobody-1%'"))
                .containsExactly("0");
        assertThat(auditor.page("/audit/refusals?actor=signin-nobody-1")).contains("There is nothing of that kind.");
        assertThat(auditor.page("/audit/refusals?actor=signin_dora")).contains("There is nothing of that kind.");
    }

    @Test
    void what_is_missing_is_said_before_anything_is_tried() {
        assertThat(signIn(visitor(), "", "", "/").expect(422).response().body())
                .contains("The name or the password is missing.");
    }

    @Test
    void whoever_is_signed_in_already_goes_on() {
        Browser eve = new Browser(served.signedIn("signin-eve", "readonly"));

        assertThat(eve.get("/sign-in?next=%2Fseeders").expect(303).header("Location"))
                .isEqualTo("/seedbed/seeders");
        assertThat(eve.get("/sign-in/code").expect(303).header("Location")).isEqualTo("/seedbed/");
    }

    @Test
    void who_comes_from_another_site_comes_once_more_from_a_page_of_ours() {
        Client.Answer answer = visitor()
                .get("/sign-in?next=%2Fseeders", "Sec-Fetch-Site", "cross-site")
                .expect(200);

        assertThat(answer.header("Refresh")).isEqualTo("0; url=/seedbed/sign-in?next=%2Fseeders");
        assertThat(visitor()
                        .get("/sign-in?next=%2Fseeders", "Sec-Fetch-Site", "same-origin")
                        .header("Refresh"))
                .isEmpty();
    }

    @Test
    void a_form_of_another_site_signs_nobody_in() {
        String body = visitor()
                .client()
                .send(
                        "POST",
                        Client.PAGE + "/sign-in",
                        "name=a&password=b",
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Accept",
                        "text/html",
                        "Sec-Fetch-Site",
                        "cross-site")
                .expect(403)
                .response()
                .body();

        assertThat(body).contains("The request comes from a page of another site.");
    }

    @Test
    void nobody_is_signed_out_without_the_token_of_their_session() {
        Browser fay = new Browser(served.signedIn("signin-fay", "readonly"));

        assertThat(fay.post("/sign-out").expect(403).response().body())
                .contains("go back, load the page again, and send it anew");
        fay.get("/").expect(200);
    }

    @Test
    void fields_that_are_no_text_are_refused() {
        Browser gus = visitor();

        assertThat(signIn(gus, "a\0b", "x", "/").expect(400).response().body())
                .contains("A field of the form is no text in UTF-8, or holds NUL.");
    }

    @Test
    void a_first_password_is_changed_and_a_second_factor_enrolled_and_asked_for() {
        Accounts.WithPassword made = served.bean(Accounts.class).create("signin-new", List.of("readonly"), By.SERVICE);
        Browser ida = visitor();
        Client.Answer in = signIn(ida, "signin-new", made.password(), "/seeders");
        assertThat(in.expect(303).header("Location")).isEqualTo("/seedbed/account/password?next=%2Fseeders");
        assertThat(ida.get("/seeders").expect(303).header("Location"))
                .isEqualTo("/seedbed/account/password?next=%2Fseeders");
        String form = ida.follow(in).expect(200).response().body();
        assertThat(form)
                .contains("Choose your password")
                .contains("<li>12 to 128 characters of any kind")
                .contains("autocomplete=\"new-password\"")
                .contains("Sign out");

        String wanted = "seven green kettles hum";
        assertThat(password(ida, made.password(), wanted, "other")
                        .expect(422)
                        .response()
                        .body())
                .contains("The new password and its repetition differ.");
        assertThat(password(ida, made.password(), "password1234", "password1234")
                        .expect(422)
                        .response()
                        .body())
                .contains("take four or more words");
        assertThat(password(ida, "wrong", wanted, wanted).expect(401).response().body())
                .contains("The password is wrong, or the account is locked for a while")
                .doesNotContain("Name and password do not belong together");
        Client.Answer changed = password(ida, made.password(), wanted, wanted);
        assertThat(changed.expect(303).header("Location")).isEqualTo("/seedbed/?done=password");
        assertThat(ida.follow(changed).expect(200).response().body()).contains("Your password is changed");

        Authenticator phone = enrol(ida, wanted);
        ida.post("/sign-out").expect(303);

        Client.Answer half = signIn(ida, "signin-new", wanted, "/seeders");
        assertThat(half.expect(303).header("Location")).isEqualTo("/seedbed/sign-in/code?next=%2Fseeders");
        assertThat(ida.get("/seeders").expect(303).header("Location"))
                .isEqualTo("/seedbed/sign-in/code?next=%2Fseeders");
        String asked = ida.follow(half).expect(200).response().body();
        assertThat(asked).contains("autocomplete=\"one-time-code\"").contains("Sign out");
        assertThat(ida.post("/sign-in/code", "code", "000000", "next", "/seeders")
                        .expect(401)
                        .response()
                        .body())
                .contains("The code is wrong, was used already, or the account is locked for a while.")
                .contains("value=\"/seeders\"");
        Client.Answer through = ida.post("/sign-in/code", "code", phone.next(), "next", "/seeders");
        assertThat(through.expect(303).header("Location")).isEqualTo("/seedbed/seeders");
        ida.follow(through).expect(200);
    }

    @Test
    void a_first_password_and_a_second_factor_lead_on_to_the_page_that_was_wanted() {
        try (Served strict = Served.start(Shop.onH2(), "test", "--seedbed.admin.second-factor=required")) {
            Accounts.WithPassword made =
                    strict.bean(Accounts.class).create("signin-bob", List.of("readonly"), By.SERVICE);
            Browser bob = new Browser(strict.client());
            String wanted = "/plans?x=1";
            String then = "?next=%2Fplans%3Fx%3D1";
            String kept = "<input type=\"hidden\" name=\"next\" value=\"/plans?x=1\">";
            Client.Answer in = signIn(bob, "signin-bob", made.password(), wanted);
            assertThat(in.expect(303).header("Location")).isEqualTo("/seedbed/account/password" + then);
            assertThat(bob.follow(in).response().body()).contains(kept);

            String chosen = "seven green kettles hum";
            assertThat(bob.post(
                                    "/account/password",
                                    "password",
                                    made.password(),
                                    "wanted",
                                    chosen,
                                    "again",
                                    "x",
                                    "next",
                                    wanted)
                            .response()
                            .body())
                    .contains(kept);
            Client.Answer changed = bob.post(
                    "/account/password",
                    "password",
                    made.password(),
                    "wanted",
                    chosen,
                    "again",
                    chosen,
                    "next",
                    wanted);
            assertThat(changed.expect(303).header("Location"))
                    .isEqualTo("/seedbed/account/factor" + then + "&done=password");
            assertThat(bob.get(wanted).expect(303).header("Location")).isEqualTo("/seedbed/account/factor" + then);
            assertThat(bob.follow(changed).response().body()).contains(kept);

            assertThat(codes(bob, chosen, wanted)).contains("<a role=\"button\" href=\"/seedbed/plans?x=1\">");
        }
    }

    @Test
    void a_first_password_and_a_second_factor_lead_nowhere_but_to_pages_of_the_service() {
        Accounts.WithPassword made = served.bean(Accounts.class).create("signin-eli", List.of("readonly"), By.SERVICE);
        Browser eli = visitor();
        signIn(eli, "signin-eli", made.password(), "/").expect(303);
        String evil = "//evil.example/";
        assertThat(eli.page("/account/password?next=%2F%2Fevil.example%2F")).doesNotContain("evil.example");
        String chosen = "seven green kettles hum";
        Client.Answer changed = eli.post(
                "/account/password", "password", made.password(), "wanted", chosen, "again", chosen, "next", evil);
        assertThat(changed.expect(303).header("Location")).isEqualTo("/seedbed/?done=password");
        assertThat(eli.page("/account/factor?next=%2F%2Fevil.example%2F")).doesNotContain("evil.example");
        assertThat(codes(eli, chosen, evil))
                .doesNotContain("evil.example")
                .contains("<a role=\"button\" href=\"/seedbed/\">");
    }

    /** The page of the recovery codes, after a second factor was enrolled. */
    private static String codes(Browser browser, String password, String next) {
        String offer = browser.post("/account/factor", "password", password, "next", next)
                .expect(200)
                .response()
                .body();
        Matcher secret =
                Pattern.compile("name=\"secret\" value=\"([A-Z2-7]{32})\"").matcher(offer);
        assertThat(secret.find()).isTrue();
        Matcher kept = Pattern.compile("name=\"next\" value=\"([^\"]*)\"").matcher(offer);
        assertThat(kept.find()).isTrue();
        return browser.post(
                        "/account/factor/code",
                        "code",
                        new Authenticator(secret.group(1)).code(),
                        "secret",
                        secret.group(1),
                        "next",
                        kept.group(1))
                .expect(200)
                .response()
                .body();
    }

    private static Client.Answer password(Browser browser, String old, String wanted, String again) {
        return browser.post("/account/password", "password", old, "wanted", wanted, "again", again);
    }

    /** Through the pages, with a wrong code first. */
    private static Authenticator enrol(Browser browser, String password) {
        browser.get("/account/factor").expect(200);
        browser.post("/account/factor", "password", "wrong").expect(401);
        String offer = browser.post("/account/factor", "password", password)
                .expect(200)
                .response()
                .body();
        Matcher secret =
                Pattern.compile("name=\"secret\" value=\"([A-Z2-7]{32})\"").matcher(offer);
        assertThat(secret.find()).isTrue();
        assertThat(offer)
                .contains("otpauth://totp/Seedbed%20production:signin-new?secret=" + secret.group(1))
                .contains(secret.group(1).replaceAll("(.{4})(?=.)", "$1 "))
                .contains("<path d=\"M4,4h1v1h-1z");
        Authenticator phone = new Authenticator(secret.group(1));
        String again = browser.post("/account/factor/code", "code", "000000", "secret", secret.group(1))
                .expect(401)
                .response()
                .body();
        assertThat(again)
                .contains("The code is wrong")
                .contains(secret.group(1))
                .contains("<path d=\"M4,4h1v1h-1z");

        String codes = browser.post("/account/factor/code", "code", phone.code(), "secret", secret.group(1))
                .expect(200)
                .response()
                .body();
        assertThat(Pattern.compile("<li><code>[a-z2-9-]{34}</code></li>")
                        .matcher(codes)
                        .results())
                .hasSize(10);
        assertThat(codes).contains("They are shown this once.").contains(">Seeders</a>");
        assertThat(browser.page("/account/factor")).contains("Recovery codes left</dt><dd>10");
        return phone;
    }
}
