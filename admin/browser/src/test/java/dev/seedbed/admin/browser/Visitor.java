package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Somebody at a browser window, with cookies of its own. What no page of ours may do is written down: dialogs, errors of
 * scripts, and all that the browser says to developers.
 */
final class Visitor implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 15_000;

    private final Service service;
    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new ArrayList<>();

    Visitor(Service service, Look look) {
        this.service = service;
        context = Chromium.browser()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(look.width(), look.height())
                        .setColorScheme(look.scheme())
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setLocale("en-GB"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onDialog(dialog -> {
            faults.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onPageError(error -> faults.add("error: " + error));
        page.onConsoleMessage(message -> {
            // That a page has another status than 200 is told there too.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")
                    || message.type().equals("warning")) {
                faults.add(message.type() + ": " + message.text());
            }
        });
    }

    Visitor withCookie(String token) {
        // As over HTTPS, which is the same to a browser on localhost.
        context.addCookies(List.of(new Cookie("__Host-seedbed-admin", token)
                .setUrl(service.origin().replace("http:", "https:") + "/")
                .setSecure(true)
                .setHttpOnly(true)));
        return this;
    }

    Page page() {
        return page;
    }

    /** Loads a page, whatever its status. */
    Visitor open(String path) {
        Response response = page.navigate(service.address(path));
        assertThat(response).as(path).isNotNull();
        return this;
    }

    int status(String path) {
        return Objects.requireNonNull(page.navigate(service.address(path))).status();
    }

    /** Where the window is, without the service's own path. */
    String path() {
        return page.url().replace(service.address(""), "");
    }

    /** A field by its label. */
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Visitor fill(String label, String text) {
        field(label).fill(text);
        return this;
    }

    Visitor press(String button) {
        page.locator("button:text-is('" + button + "')").first().click();
        return this;
    }

    Visitor follow(String link) {
        page.locator("a:text-is('" + link + "')").first().click();
        return this;
    }

    /** All that the page shows, with blanks as people see them. */
    String text() {
        return page.locator("body").innerText().replaceAll("\\s+", " ");
    }

    /** Waits until the page shows a text. */
    Visitor sees(String text) {
        page.getByText(text).first().waitFor();
        return this;
    }

    /** The first heading, with blanks as people see them. */
    String heading() {
        return page.locator("h1").first().innerText().replaceAll("\\s+", " ").strip();
    }

    boolean has(String selector) {
        return page.locator(selector).count() > 0;
    }

    /** The token that the forms of this session carry. */
    String csrf() {
        return page.locator("input[name=_csrf]").first().inputValue();
    }

    /** What a script would send that has this window's cookies: no redirect is followed. */
    APIResponse forge(String path, Map<String, String> form) {
        FormData data = FormData.create();
        form.forEach(data::set);
        return page.request()
                .post(
                        service.address(path),
                        RequestOptions.create()
                                .setForm(data)
                                .setHeader("Accept", "text/html")
                                .setMaxRedirects(0));
    }

    /** What no page of ours may do, and this window saw one do. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        context.close();
    }
}
