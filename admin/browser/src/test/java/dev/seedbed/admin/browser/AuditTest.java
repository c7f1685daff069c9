package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who did what is seen, found, taken along, and whole. */
class AuditTest {
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

    private static String exported(Visitor visitor, String format) throws IOException {
        Download download = visitor.page()
                .waitForDownload(() -> visitor.page()
                        .getByRole(
                                AriaRole.LINK,
                                new Page.GetByRoleOptions().setName(format).setExact(true))
                        .click());
        return Files.readString(download.path());
    }

    @Test
    void a_change_is_seen_with_before_and_after_found_by_who_and_where_and_exported() throws IOException {
        try (Visitor user = service.visitor("user");
                Visitor admin = service.visitor("admin")) {
            user.open(Places.row("unit", "name", "kilogram") + "/edit");
            user.page().locator("[name='v.symbol']").fill("Kg");
            user.fill("Reason", "as on the labels").press("Save").sees("Saved.");

            admin.open("/").follow("Audit");
            assertThat(admin.page().locator("article.entry").first().innerText())
                    .contains("user", "unit", "as on the labels", "symbol", "kg", "Kg");
            admin.fill("Who", "amara").press("Show");
            assertThat(admin.page().locator("article.entry h2 strong").allInnerTexts())
                    .isNotEmpty()
                    .containsOnly("amara");
            admin.fill("Table", "app_setting").press("Show");
            assertThat(admin.page().locator("article.entry h2 code").allInnerTexts())
                    .isNotEmpty()
                    .containsOnly("app_setting");
            assertThat(admin.field("Who").inputValue()).isEqualTo("amara");
            admin.follow("Show all").fill("From (UTC)", "2000-01-01T00:00").fill("Before (UTC)", "2000-01-02T00:00");
            admin.press("Show").sees("There is nothing of that kind.");

            admin.open("/audit?actor=user");
            String csv = exported(admin, "CSV");
            assertThat(csv).contains("as on the labels").doesNotContain("amara");
            assertThat(csv.lines().count()).isEqualTo(2);
            assertThat(exported(admin, "JSON")).contains("\"as on the labels\"").doesNotContain("amara");
            assertThat(admin.faults()).isEmpty();
        }
    }

    @Test
    void what_was_done_to_accounts_is_found_by_its_kind_and_exported() throws IOException {
        try (Visitor admin = service.visitor("admin")) {
            admin.open("/access/new-account").fill("Name", "newcomer");
            admin.page().locator("input[name=roles][value=readonly]").check();
            admin.fill("Reason, for the audit trail", "joins support").press("Make the account");
            String password = admin.page().locator(".secret code").innerText();

            admin.open("/audit")
                    .follow("Accounts, roles and plans")
                    .fill("What", "account.*")
                    .press("Show");
            List<String> entries = admin.page().locator("table.trail tbody tr").allInnerTexts();
            assertThat(entries.get(0)).contains("admin", "account.created", "newcomer", "readonly", "joins support");
            assertThat(entries).allMatch(entry -> entry.contains("account."));
            assertThat(exported(admin, "CSV")).contains("joins support").doesNotContain(password);
            assertThat(admin.text()).doesNotContain(password);
        }
    }

    @Test
    void the_chains_are_verified_and_whoever_tampers_with_them_is_found() {
        Demo own = Demo.start();
        try (own;
                Visitor admin = own.service().visitor("admin")) {
            admin.open("/audit/chains");
            assertThat(admin.text()).contains("Nobody has verified them since the service started.");
            admin.press("Verify now").sees("all chains are whole, as far as can be told.");
            assertThat(admin.page().locator(".chain .tag").allInnerTexts()).containsExactly("whole", "whole", "whole");

            own.service().sql("update seedbed_ledger set actor = 'nobody' where actor = 'maria'");
            admin.press("Verify now").sees("not all chains are whole");
            assertThat(admin.page().locator(".chain .tag").allInnerTexts()).contains("not whole");
            assertThat(admin.page().locator(".chain .problem").first().innerText())
                    .contains("entry");
            assertThat(admin.page().locator("nav.tabs .is-bad").innerText()).isEqualTo("no");
        }
    }
}
