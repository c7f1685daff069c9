package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** Somebody without a mouse: Tab, Enter, Space and letters, and they see at every stop where they are. */
class KeyboardTest {
    private static final int STOPS = 80;

    private static void key(Visitor visitor, String key) {
        visitor.page().keyboard().press(key);
    }

    private static boolean isAt(Page page, String selector) {
        return page.locator(selector)
                .first()
                .evaluate("e => e === document.activeElement")
                .equals(true);
    }

    /** Goes on, stop by stop, until something has the focus. */
    private static void tabTo(Visitor visitor, String selector) {
        Page page = visitor.page();
        page.locator(selector).first().waitFor();
        for (int i = 0; i < STOPS; i++) {
            key(visitor, "Tab");
            assertThat(Examined.focus(page))
                    .as(visitor.path() + ", on the way to " + selector)
                    .isEmpty();
            if (isAt(page, selector)) {
                return;
            }
        }
        throw new AssertionError("Tab does not come to " + selector + " on " + visitor.path() + ".");
    }

    private static void type(Visitor visitor, String text) {
        key(visitor, "Control+A");
        visitor.page().keyboard().type(text);
    }

    private static String nav(String section) {
        return "nav.sections a:has-text('" + section + "')";
    }

    @Test
    void signs_in_edits_a_row_and_has_a_release_applied() {
        try (Release release = new Release()) {
            Service service = release.service();
            service.account("ada", "admin");
            try (Visitor visitor = service.stranger(new Look())) {
                visitor.open("/");
                assertThat(isAt(visitor.page(), "#name"))
                        .as("the cursor is in the first field")
                        .isTrue();
                type(visitor, "ada");
                tabTo(visitor, "#password");
                type(visitor, Service.PASSWORD);
                key(visitor, "Enter");
                visitor.page().waitForURL(service.address("/"));
                assertThat(visitor.heading()).isEqualTo("Overview");

                editsARow(visitor);
                assertThat(service.rows("select price from tier where code = 'team'"))
                        .containsExactly("44.00");
                plansAndApplies(visitor, release);
                assertThat(service.rows("select code, price from tier order by code"))
                        .containsExactly("campus 5.00", "starter 15.00", "team 44.00");

                tabTo(visitor, "header button");
                key(visitor, "Enter");
                visitor.sees("You are signed out.");
                assertThat(visitor.faults()).isEmpty();
            }
        }
    }

    private static void editsARow(Visitor visitor) {
        tabTo(visitor, nav("Tables"));
        key(visitor, "Enter");
        tabTo(visitor, "main a:has-text('tier')");
        key(visitor, "Enter");
        tabTo(visitor, "main a:has-text('team')");
        key(visitor, "Enter");
        tabTo(visitor, "main a:text-is('Edit')");
        key(visitor, "Enter");
        tabTo(visitor, "[name='v.price']");
        type(visitor, "44");
        tabTo(visitor, "#reason");
        type(visitor, "by keyboard");
        tabTo(visitor, "button:text-is('Save')");
        key(visitor, "Space");
        visitor.sees("Saved.");
    }

    private static void plansAndApplies(Visitor visitor, Release release) {
        tabTo(visitor, nav("Plans and runs"));
        key(visitor, "Enter");
        tabTo(visitor, "input[name=mode][value=update]");
        key(visitor, "Space");
        tabTo(visitor, "input[name=reason]");
        type(visitor, "Release 2");
        tabTo(visitor, "button:text-is('Make a plan')");
        key(visitor, "Enter");
        tabTo(visitor, "form.pick input[name=insert]");
        key(visitor, "Space");
        visitor.page().waitForFunction("() => document.querySelectorAll('ul.diff > li').length === 1");
        assertThat(isAt(visitor.page(), "form.pick input[name=insert]"))
                .as("what was chosen has the focus still")
                .isTrue();
        key(visitor, "Space");
        tabTo(visitor, "details.kept > summary");
        key(visitor, "Space");
        assertThat(visitor.page().locator("details.kept").getAttribute("open")).isNotNull();
        tabTo(visitor, "input[name=confirm]");
        type(visitor, release.database());
        tabTo(visitor, "button:text-is('Approve and apply')");
        key(visitor, "Space");
        visitor.sees("Inserted 1 row, updated 1, in 1 table.");
    }

    @Test
    void the_first_stop_skips_what_is_on_every_page() {
        try (Visitor visitor = Worlds.demo().service().visitor("admin")) {
            visitor.open("/tables");
            key(visitor, "Tab");
            assertThat(isAt(visitor.page(), "a.skip")).isTrue();
            assertThat(Examined.focus(visitor.page())).isEmpty();
            key(visitor, "Enter");
            assertThat(isAt(visitor.page(), "main")).isTrue();
            key(visitor, "Tab");
            assertThat(isAt(visitor.page(), "main input[type=search]")).isTrue();
        }
    }

    @Test
    void the_button_at_the_top_of_a_plan_leads_to_its_approval() {
        try (Visitor visitor = Worlds.production().visitor("ben")) {
            visitor.open(Worlds.ofAda());
            tabTo(visitor, "a[href='#apply']");
            key(visitor, "Enter");
            tabTo(visitor, "input[name=confirm]");
        }
    }

    @Test
    void what_is_called_a_button_is_pressed_with_the_space_bar_too() {
        try (Visitor visitor = Worlds.demo().service().visitor("admin")) {
            visitor.open(Places.row("subscription_tier", "key", "team"));
            tabTo(visitor, "main a:text-is('Edit')");
            key(visitor, "Space");
            visitor.page().waitForURL(url -> url.endsWith("/edit"));
            assertThat(visitor.heading()).isEqualTo("Edit team");
        }
    }

    @Test
    void who_waits_for_a_run_keeps_the_place_when_the_page_looks_again() {
        try (Visitor visitor = Worlds.going().visitor("eve", "admin")) {
            visitor.open(Worlds.run());
            tabTo(visitor, "#look");
            visitor.page().evaluate("() => { document.querySelector('#run').dataset.old = 'true'; }");
            visitor.page().waitForFunction("() => !document.querySelector('#run').dataset.old");
            assertThat(isAt(visitor.page(), "#look")).isTrue();
        }
    }

    @Test
    void every_stop_on_the_way_through_a_page_is_seen() {
        for (String path : new String[] {"/plans", "/access/new-role", "/access/accounts", "/audit", "/account"}) {
            try (Visitor visitor = Worlds.demo().service().visitor("admin")) {
                visitor.open(path);
                key(visitor, "Tab");
                for (int i = 0; i < STOPS && !isAt(visitor.page(), "body"); i++) {
                    assertThat(Examined.focus(visitor.page())).as(path).isEmpty();
                    key(visitor, "Tab");
                }
            }
        }
    }
}
