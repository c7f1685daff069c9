package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows are changed, brought back, and changed by two at once, in the system of the demo. */
class RowsTest {
    private static Demo demo;
    private static Service service;

    @BeforeAll
    static void start() {
        demo = Demo.start();
        service = demo.service();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private static String tier(String key) {
        return Places.row("subscription_tier", "key", key);
    }

    @Test
    void all_columns_of_a_row_and_what_can_be_done_with_each_are_in_sight_on_desks_and_phones() {
        try (Visitor visitor = service.visitor("admin")) {
            visitor.open(tier("team") + "/edit");
            visitor.page().locator("[name='v.name']").fill("A team of people with a name that is rather long for one");
            visitor.fill("Reason", "so that there is a history, with a reason that does not fit on one line")
                    .press("Save")
                    .sees("Saved.");
            for (int width : new int[] {360, 700, 960, 1024, 1200, 1280}) {
                visitor.page().setViewportSize(width, 900);
                assertThat(visitor.page().locator("table.columns td.decide a").count())
                        .isPositive();
                assertThat(visitor.page().evaluate("""
                                () => [...document.querySelectorAll('.scroll')]
                                  .filter(each => each.scrollWidth > each.clientWidth)
                                  .map(each => each.ariaLabel + ': ' + each.scrollWidth + ' in ' + each.clientWidth)""")).as("at " + width).isEqualTo(List.of());
                assertThat(visitor.page().evaluate("""
                                () => [...document.querySelectorAll('table.columns td, table.columns th, table.history td')]
                                  .filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1)
                                  .map(each => each.innerText)""")).as("cut at " + width).isEqualTo(List.of());
                assertThat(visitor.page().evaluate("""
                                () => getComputedStyle(document.querySelector('table.columns tbody tr')).display""")).isEqualTo(width < 1024 ? "block" : "table-row");
            }
        }
    }

    private static String cell(Visitor visitor, String column) {
        return visitor.page()
                .locator("table.columns tbody tr")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(column))
                .first()
                .innerText()
                .replaceAll("\\s+", " ");
    }

    @Test
    void a_value_is_found_edited_and_restored_and_the_history_says_who_and_why() {
        try (Visitor visitor = service.visitor("admin")) {
            visitor.open("/").follow("Tables");
            visitor.page().locator("input[type=search]").fill("tier");
            visitor.page().waitForFunction("() => document.querySelectorAll('#tables tbody tr').length === 2");
            visitor.follow("subscription_tier").follow("starter").follow("Edit");
            visitor.page().locator("[name='v.price']").fill("14.50");
            visitor.fill("Reason", "agreed with one customer").press("Save").sees("Saved.");

            assertThat(cell(visitor, "price")).contains("14.50", "customised", "15", "admin", "agreed with one");
            assertThat(visitor.text()).contains("What update would do keep");
            assertThat(service.rows("select price from subscription_tier where key = 'starter'"))
                    .containsExactly("14.50");

            visitor.page().getByLabel("Restore the default of price").click();
            assertThat(visitor.heading()).isEqualTo("Restore column price of row starter");
            assertThat(visitor.page().locator("main table tbody").innerText()).contains("14.50", "15");
            visitor.fill("Reason", "the contract has ended").press("Restore");
            visitor.sees("The default is back.");

            assertThat(visitor.text()).contains("Nothing: it is there as declared.");
            assertThat(visitor.page()
                            .locator("section[aria-labelledby=history] tbody tr")
                            .allInnerTexts())
                    .anyMatch(entry -> entry.contains("the contract has ended") && entry.contains("admin"))
                    .anyMatch(entry -> entry.contains("agreed with one customer"));
            assertThat(service.rows("select price from subscription_tier where key = 'starter'"))
                    .containsExactly("15.00");
            assertThat(visitor.faults()).isEmpty();
        }
    }

    @Test
    void who_edits_what_somebody_else_changed_meanwhile_sees_all_three_and_decides() {
        try (Visitor first = service.visitor("admin");
                Visitor second = service.visitor("user")) {
            first.open(tier("exempt") + "/edit");
            second.open(tier("exempt") + "/edit");
            second.page().locator("[name='v.name']").fill("Free of charge");
            second.page().locator("[name='v.user_limit']").fill("3");
            second.press("Save").sees("Saved.");

            first.page().locator("[name='v.name']").fill("No charge");
            first.press("Save").sees("Somebody changed the row while you were at it");
            List<String> rows = first.page()
                    .locator("section[aria-labelledby=clashes] tbody tr")
                    .allInnerTexts();
            assertThat(rows)
                    .anySatisfy(row -> assertThat(row.replaceAll("\\s+", " "))
                            .contains("name both changed it Exempt Free of charge No charge"))
                    .anySatisfy(row -> assertThat(row.replaceAll("\\s+", " ")).contains("user_limit NULL 3 as it is"));
            assertThat(first.page().locator("[name='v.user_limit']").inputValue())
                    .isEqualTo("3");
            assertThat(service.rows("select name, user_limit from subscription_tier where key = 'exempt'"))
                    .containsExactly("Free of charge 3");

            first.press("Save what the form has").sees("Saved.");
            assertThat(service.rows("select name, user_limit from subscription_tier where key = 'exempt'"))
                    .containsExactly("No charge 3");
        }
    }

    @Test
    void a_wrong_value_is_told_beside_its_field_and_all_that_was_typed_is_still_there() {
        try (Visitor visitor = service.visitor("user")) {
            visitor.open(tier("team") + "/edit");
            visitor.page().locator("[name='v.price']").fill("1234567890123");
            visitor.page().locator("[name='v.name']").fill("Beginner");
            visitor.fill("Reason", "a typing error").press("Save").sees("Nothing was saved.");

            var price = visitor.page().locator("[name='v.price']");
            assertThat(price.getAttribute("aria-invalid")).isEqualTo("true");
            assertThat(price.inputValue()).isEqualTo("1234567890123");
            assertThat(visitor.page().locator("[name='v.name']").inputValue()).isEqualTo("Beginner");
            assertThat(visitor.field("Reason").inputValue()).isEqualTo("a typing error");
            assertThat(visitor.page()
                            .locator(
                                    "#" + price.getAttribute("aria-describedby").split(" ")[0])
                            .innerText())
                    .isNotBlank();
        }
    }

    @Test
    void a_deleted_row_is_brought_back_and_a_new_one_is_made_by_the_names_of_what_it_refers_to() {
        try (Visitor visitor = service.visitor("user")) {
            visitor.open(Places.row("providers", "slug", "alpaca"))
                    .follow("Bring it back")
                    .press("Bring it back")
                    .sees("The row is back.");
            assertThat(service.rows("select count(*) from providers where slug = 'alpaca'"))
                    .containsExactly("1");

            visitor.open("/tables/tier_permission").follow("New row");
            visitor.page().locator("[name='r.tier_id.key']").selectOption("starter");
            visitor.page().locator("[name='r.permission_id.name']").pressSequentially("reports");
            visitor.page()
                    .locator("datalist option")
                    .first()
                    .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
            visitor.page().locator("[name='r.permission_id.name']").fill("reports.view");
            visitor.press("Create the row").sees("Created.");
            assertThat(
                            service.rows(
                                    "select count(*) from tier_permission join permission p on p.id = permission_id join"
                                            + " subscription_tier t on t.id = tier_id where p.name = 'reports.view' and t.key = 'starter'"))
                    .containsExactly("1");
            assertThat(visitor.faults()).isEmpty();
        }
    }
}
