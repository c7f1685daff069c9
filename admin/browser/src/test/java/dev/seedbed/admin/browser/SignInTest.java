package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In production, where a second factor is required. */
class SignInTest {
    private static final String CHOSEN = "seven-lanterns-under-a-bridge";

    private static Release release;
    private static Service service;

    @BeforeAll
    static void start() {
        release = new Release("--seedbed.admin.second-factor=required");
        service = release.service();
    }

    @AfterAll
    static void stop() {
        release.close();
    }

    private static Visitor signIn(Visitor visitor, String name, String password) {
        return visitor.fill("Name", name).fill("Password", password).press("Sign in");
    }

    private static Authenticator enrol(Visitor visitor, String password) {
        visitor.fill("Your password", password).press("Show me the secret");
        Page page = visitor.page();
        Authenticator authenticator =
                new Authenticator(page.locator(".secret code").innerText());
        page.locator("#code").fill(authenticator.code());
        visitor.press("Enrol it");
        return authenticator;
    }

    @Test
    void the_first_administrator_chooses_a_password_enrols_a_second_factor_and_goes_on_to_what_was_asked_for() {
        try (Visitor visitor = service.stranger(new Look())) {
            visitor.open("/tables");
            assertThat(visitor.path()).isEqualTo("/sign-in?next=%2Ftables");
            signIn(visitor, service.firstAccount(), service.firstPassword());

            assertThat(visitor.heading()).isEqualTo("Choose your password");
            visitor.open("/tables");
            assertThat(visitor.heading()).isEqualTo("Choose your password");
            visitor.fill("Password until now", service.firstPassword())
                    .fill("New password", "seedbedseedbed")
                    .fill("New password, once more", "seedbedseedbed")
                    .press("Save and go on");
            assertThat(visitor.has(".problem")).isTrue();
            visitor.fill("Password until now", service.firstPassword())
                    .fill("New password", CHOSEN)
                    .fill("New password, once more", CHOSEN)
                    .press("Save and go on");

            assertThat(visitor.heading()).isEqualTo("Second factor");
            visitor.open("/tables");
            assertThat(visitor.heading()).isEqualTo("Second factor");
            Authenticator authenticator = enrol(visitor, CHOSEN);
            assertThat(visitor.heading()).isEqualTo("Your recovery codes");
            String recovery = visitor.page().locator(".codes code").first().innerText();
            assertThat(visitor.page().locator(".codes code").count()).isEqualTo(10);
            visitor.follow("I have kept them");
            assertThat(visitor.heading()).as("what was asked for").isEqualTo("Tables");

            visitor.press("Sign out").sees("You are signed out.");
            visitor.open("/tables");
            signIn(visitor, service.firstAccount(), CHOSEN);
            assertThat(visitor.heading()).isEqualTo("Your code");
            visitor.page().locator("#code").fill(authenticator.code());
            visitor.press("Go on");
            assertThat(visitor.heading()).as("a code is taken once").isEqualTo("Your code");
            visitor.page().locator("#code").fill(authenticator.next());
            visitor.press("Go on");
            assertThat(visitor.heading()).isEqualTo("Tables");

            visitor.press("Sign out");
            signIn(visitor, service.firstAccount(), CHOSEN);
            visitor.page().locator("#code").fill(recovery);
            visitor.press("Go on");
            assertThat(visitor.heading()).isEqualTo("Overview");
            assertThat(visitor.open("/account/factor").text()).contains("Recovery codes left 9");
            assertThat(visitor.faults()).isEmpty();
        }
    }

    @Test
    void ten_wrong_passwords_lock_the_account_in_words_and_the_right_one_waits_for_the_end_of_the_lock() {
        service.account("bea", "user");
        try (Visitor visitor = service.stranger(new Look())) {
            visitor.open("/sign-in");
            for (int i = 0; i < 10; i++) {
                signIn(visitor, "bea", "wrong password " + i);
                assertThat(visitor.heading()).isEqualTo("Sign in");
                assertThat(visitor.page().locator(".problem").innerText())
                        .contains("locked for a while")
                        .contains("after five wrong passwords wait a minute, later longer");
                assertThat(visitor.field("Name").inputValue()).isEqualTo("bea");
                assertThat(visitor.field("Password").inputValue()).isEmpty();
            }
            signIn(visitor, "bea", Service.PASSWORD);
            assertThat(visitor.heading()).as("the right one").isEqualTo("Sign in");

            whatAdministratorsSee();

            service.sql("update seedbed_admin_account set locked_until = current_timestamp where name = 'bea'");
            signIn(visitor, "bea", Service.PASSWORD);
            assertThat(visitor.heading()).isEqualTo("Second factor");
            assertThat(visitor.faults()).isEmpty();
        }
    }

    private static void whatAdministratorsSee() {
        service.account("ann", "admin");
        try (Visitor ann = service.stranger(new Look())) {
            ann.open("/sign-in");
            signIn(ann, "ann", Service.PASSWORD);
            enrol(ann, Service.PASSWORD);
            ann.open("/audit/refusals?code=wrong-credentials");
            assertThat(ann.page().locator("table.trail tbody tr").count()).isGreaterThanOrEqualTo(11);
            assertThat(ann.page().getByText("POST /seedbed/sign-in").count()).isGreaterThanOrEqualTo(11);
            assertThat(ann.page().getByText("Account \"bea\".").count())
                    .as("those that were counted, before the lock")
                    .isEqualTo(5);
            assertThat(ann.page()
                            .getByText("Account \"bea\", which was locked.")
                            .count())
                    .as("the others, and the right one")
                    .isEqualTo(6);
            assertThat(ann.open("/access/accounts?search=bea").text()).contains("locked until");
            ann.follow("bea");
            ann.page().locator("summary:text-is('Make a new password')").click();
            assertThat(ann.text()).contains("For who has forgotten it, or is locked.");
        }
    }

    @Test
    void where_a_name_is_missing_nothing_is_sent_and_the_browser_says_so() {
        try (Visitor visitor = service.stranger(new Look())) {
            visitor.open("/sign-in").fill("Password", "something").press("Sign in");
            assertThat(visitor.page().url()).endsWith("/sign-in");
            assertThat(visitor.page().locator("#name:invalid").count()).isEqualTo(1);
            assertThat(visitor.has(".problem")).isFalse();
        }
    }
}
