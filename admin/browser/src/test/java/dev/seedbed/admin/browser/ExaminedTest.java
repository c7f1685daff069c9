package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That what looks at pages finds what is wrong with one. */
class ExaminedTest {
    private static BrowserContext context;

    @BeforeAll
    static void open() {
        context = Chromium.browser().newContext();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static Page page(String body) {
        Page page = context.newPage();
        page.setContent("<!DOCTYPE html><html lang=en><title>Page</title><main><h1>Page</h1>" + body + "</main>");
        return page;
    }

    @Test
    void pale_text_and_a_field_without_a_label_are_violations() {
        assertThat(Examined.byAxe(page("<p style='color: #bbb'>pale</p><input>")))
                .anyMatch(violation -> violation.startsWith("color-contrast"))
                .anyMatch(violation -> violation.startsWith("label"));
        assertThat(Examined.byAxe(page("<p>dark</p>"))).isEmpty();
    }

    @Test
    void a_field_with_an_edge_that_nobody_sees_is_told() {
        assertThat(Examined.paleFields(page("<input name=pale style='border: 1px solid #ddd'><input name=dark"
                        + " style='border: 1px solid #777'><input name=hidden type=hidden>")))
                .containsExactly("input pale");
    }

    @Test
    void what_is_wider_than_the_window_is_told_unless_it_scrolls_by_itself() {
        String wide = "<p style='width: 5000px'>wide</p>";

        assertThat(Examined.overflow(page(wide))).anyMatch(each -> each.startsWith("p reaches to 5"));
        assertThat(Examined.overflow(page("<div style='overflow-x: auto'>" + wide + "</div>")))
                .isEmpty();
    }

    @Test
    void what_pushes_the_page_down_later_is_a_shift() {
        try (Visitor visitor = Worlds.empty().stranger(new Look())) {
            Page page = visitor.open("/sign-in").page();
            assertThat(Examined.shift(page)).isZero();

            page.evaluate("() => document.querySelector('main').prepend(document.createElement('hr'),"
                    + " ...['one', 'two', 'three', 'four', 'five'].map(name => { const p = document.createElement('p');"
                    + " p.append(name); return p; }))");

            assertThat(Examined.shift(page)).isGreaterThan(Examined.MOST_SHIFT);
            assertThat(Examined.moved(page)).contains(" to ");
        }
    }

    @Test
    void a_focus_that_nobody_sees_is_told() {
        Page page = page("<button>plain</button><button id=hidden style='outline: none'>hidden</button>"
                + "<a href='#' style='position: absolute; left: -999px'>away</a>");
        page.keyboard().press("Tab");
        assertThat(Examined.focus(page)).isEmpty();
        page.keyboard().press("Tab");
        assertThat(Examined.focus(page)).isEqualTo("not shown: button hidden");
        page.keyboard().press("Tab");
        assertThat(Examined.focus(page)).isEqualTo("out of sight: a away");
    }

    @Test
    void what_a_page_says_to_developers_and_what_it_asks_people_is_written_down() {
        try (Visitor visitor = Worlds.empty().stranger(new Look())) {
            visitor.page()
                    .setContent("<script>console.error('oh'); setTimeout(() => { throw new Error('no'); })</script>");
            visitor.page().evaluate("() => alert('hello')");
            assertThat(visitor.faults())
                    .contains("error: oh", "dialog: hello")
                    .anyMatch(fault -> fault.startsWith("error: Error: no"));

            visitor.open("/sign-in");
            visitor.page()
                    .evaluate(
                            "() => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"alert(1)\">'); }");
            visitor.page().waitForTimeout(200);
            assertThat(visitor.faults())
                    .as("what the policy forbids")
                    .anyMatch(fault -> fault.contains("Content Security Policy"));
        }
    }
}
