package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A release is planned, looked at, approved and applied, in production. */
class PlansTest {
    private static final String TIERS = "select code, price from tier order by code";

    private static void approve(Visitor visitor, String database) {
        visitor.page().locator("input[name=confirm]").fill(database);
        visitor.press("Approve and apply");
    }

    @Test
    void a_plan_shows_each_row_with_its_reason_and_is_applied_where_the_database_is_named() {
        try (Release release = new Release();
                Visitor visitor = release.service().visitor("ada", "admin")) {
            visitor.open("/");
            assertThat(visitor.text()).contains("2 rows would be written, in one table.");
            visitor.press("Make a plan and look at it");

            assertThat(visitor.heading()).isEqualTo("Plan: update waits");
            assertThat(visitor.text()).contains("1 row to insert, 1 to update, in 1 table. Nothing is written yet.");
            assertThat(visitor.page().locator("ul.diff > li").allInnerTexts())
                    .anySatisfy(row -> assertThat(row).contains("update", "starter", "12.00", "15.00", "tiers.yaml:"))
                    .anySatisfy(row -> assertThat(row).contains("insert", "campus"));
            visitor.page().locator("details.kept > summary").click();
            assertThat(visitor.page().locator("details.kept ul.diff > li").innerText())
                    .contains("keep", "team", "45.00", "here", "59.00", "declared");

            assertThat(visitor.page().locator("#show-all").getAttribute("aria-current"))
                    .isEqualTo("true");
            visitor.page().locator("form.pick input[name=insert]").focus();
            visitor.page().keyboard().press("Space");
            visitor.page().waitForFunction("() => document.querySelectorAll('ul.diff > li').length === 1");
            assertThat(visitor.page().locator("ul.diff > li").innerText()).contains("campus");
            assertThat(visitor.page().locator("#show-all").getAttribute("aria-current"))
                    .isNull();
            assertThat(visitor.page().locator("form.pick input[name=insert]").isChecked())
                    .isTrue();
            // Whoever chooses by keyboard is still at what they chose.
            assertThat(visitor.page().evaluate("() => document.activeElement.id"))
                    .isEqualTo("show-insert");
            visitor.page().keyboard().press("Shift+Tab");
            assertThat(visitor.page().evaluate("() => document.activeElement.id"))
                    .isEqualTo("show-all");
            visitor.page().keyboard().press("Enter");
            visitor.page().waitForFunction("() => document.querySelectorAll('ul.diff > li').length === 3");
            assertThat(visitor.page().locator("#show-all").getAttribute("aria-current"))
                    .isEqualTo("true");
            assertThat(visitor.page().locator("form.pick input:checked").count())
                    .isZero();

            approve(visitor, "another");
            assertThat(visitor.page().locator("#confirm-wrong").innerText())
                    .contains("\"another\" is not the name of the database.");
            assertThat(visitor.page().evaluate("() => document.activeElement.id"))
                    .isEqualTo("confirm");
            assertThat(release.service().rows(TIERS)).containsExactly("starter 12.00", "team 45.00");
            approve(visitor, release.database());

            visitor.sees("Inserted 1 row, updated 1, in 1 table.");
            assertThat(visitor.heading()).isEqualTo("Run: update applied");
            assertThat(visitor.text()).contains("Begun by ada", "What was done", "What is kept, and why 1 row");
            assertThat(release.service().rows(TIERS)).containsExactly("campus 5.00", "starter 15.00", "team 45.00");
            visitor.follow("Its plan");
            assertThat(visitor.text()).contains("A plan is applied at most once.");
            assertThat(visitor.has("input[name=confirm]")).isFalse();
            assertThat(visitor.open("/").text())
                    .contains("Nothing: what is declared is there, or stays as it is for a reason.");
            assertThat(visitor.faults()).isEmpty();
        }
    }

    @Test
    void a_run_goes_on_when_its_page_is_closed_and_another_browser_sees_it_end_by_itself() {
        try (Release release = new Release()) {
            Service service = release.service();
            String run;
            try (Held held = new Held(release.database(), "tier", "new.code = 'campus'")) {
                try (Visitor ada = service.visitor("ada", "admin")) {
                    ada.open("/plans/" + release.plan("ada"));
                    approve(ada, release.database());
                    assertThat(ada.heading()).isEqualTo("Run: update running");
                    assertThat(ada.text()).contains("You can leave this page: the run goes on");
                    run = ada.path();
                }
                try (Visitor rita = service.visitor("rita", "readonly")) {
                    rita.open("/plans");
                    assertThat(rita.page()
                                    .locator("section[aria-labelledby=runs] tbody tr")
                                    .innerText())
                            .contains("running", "ada");
                    rita.page().locator("section[aria-labelledby=runs] tbody a").click();
                    assertThat(rita.path()).isEqualTo(run);
                    assertThat(rita.has("progress")).isTrue();
                    assertThat(rita.text()).containsPattern("Since [^.]+\\.");

                    held.close();

                    rita.sees("Inserted 1 row, updated 1, in 1 table.");
                    assertThat(rita.heading()).isEqualTo("Run: update applied");
                    assertThat(rita.page().title()).isEqualTo("Run: applied · Seedbed");
                    assertThat(rita.faults()).isEmpty();
                }
            }
        }
    }

    @Test
    void once_a_run_has_ended_by_itself_the_navigation_does_not_say_that_it_runs() {
        try (Release release = new Release();
                Held held = new Held(release.database(), "tier", "new.code = 'campus'");
                Visitor ada = release.service().visitor("ada", "admin")) {
            ada.open("/plans/" + release.plan("ada"));
            approve(ada, release.database());
            assertThat(navigation(ada)).isEqualTo("Plans and runs running");

            held.close();

            ada.sees("Inserted 1 row, updated 1, in 1 table.");
            assertThat(navigation(ada)).isEqualTo("Plans and runs");
            assertThat(ada.faults()).isEmpty();
        }
    }

    private static String navigation(Visitor visitor) {
        return visitor.page()
                .locator("nav.sections a[href$='/plans']")
                .innerText()
                .strip()
                .replaceAll("\\s+", " ");
    }

    @Test
    void what_has_moved_since_is_told_and_nothing_is_written() {
        try (Release release = new Release();
                Visitor visitor = release.service().visitor("ada", "admin")) {
            visitor.open("/plans/" + release.plan("ada"));
            release.service().sql("update tier set price = 13 where code = 'starter'");
            approve(visitor, release.database());

            visitor.sees("It was refused, and nothing was written.");
            assertThat(visitor.text()).contains("What has moved, or stands against it", "starter");
            assertThat(release.service().rows(TIERS)).containsExactly("starter 13.00", "team 45.00");
            visitor.press("Make a new plan");
            assertThat(visitor.heading()).isEqualTo("Plan: update waits");
        }
    }

    @Test
    void where_a_second_person_is_needed_whoever_made_the_plan_cannot_apply_it_and_another_can() {
        try (Release release = new Release("--seedbed.admin.second-person=true");
                Visitor ada = release.service().visitor("ada", "admin");
                Visitor ben = release.service().visitor("ben", "admin")) {
            ada.open("/plans");
            ada.page().locator("input[name=reason]").fill("Release 2");
            ada.press("Make a plan");
            String plan = ada.path();
            assertThat(ada.text())
                    .contains("You made this plan, and in production a plan is applied by somebody else")
                    .contains("ben can look at it and apply it. Give them this address: "
                            + ada.page().url());
            assertThat(ada.has("input[name=confirm]")).isFalse();
            var forged = ada.forge(
                    plan, java.util.Map.of("_csrf", ada.csrf(), "confirm", release.database(), "reason", "me"));
            assertThat(forged.status()).isEqualTo(403);
            assertThat(forged.text()).contains("a plan is applied by somebody else than who made it.");
            assertThat(release.service().rows(TIERS)).hasSize(2);

            ben.open(plan);
            assertThat(ben.text()).contains("You are the second person: look at it before you approve.", "Release 2");
            approve(ben, release.database());
            ben.sees("Inserted 1 row, updated 1, in 1 table.");
            assertThat(ben.text()).contains("Begun by ben");
            assertThat(ben.open("/audit/changes?action=run.*").text()).contains("ben", "run.started");
            assertThat(ben.open("/audit/refusals?code=second-person")
                            .page()
                            .locator("table.trail tbody tr")
                            .innerText())
                    .contains("ada", "POST");
        }
    }
}
