package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Served;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.audit.By;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages owe to the standard, whichever they are. */
class PagesSecurityTest {
    private static final Path TEMPLATES = Path.of("src", "main", "jte");
    private static final Path SCRIPTS = Path.of("src", "main", "resources", "dev", "seedbed", "admin", "console");
    private static final Pattern INPUT = Pattern.compile("<input[^>]*>");

    private final Served served = Served.shared();

    private static Map<String, String> templates() throws IOException {
        Map<String, String> templates = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                templates.put(TEMPLATES.relativize(file).toString(), Files.readString(file));
            }
        }
        assertThat(templates).hasSizeGreaterThan(20);
        return templates;
    }

    @Test
    void fields_of_passwords_hide_them_and_are_for_password_managers_too() throws Exception {
        List<String> fields = new ArrayList<>();
        for (String template : templates().values()) {
            Matcher input = INPUT.matcher(template);
            while (input.find()) {
                if (input.group().contains("password") || input.group().contains("\"wanted\"")) {
                    fields.add(input.group());
                }
            }
            assertThat(template).doesNotContain("onpaste").doesNotContain("autocomplete=\"off\" type=\"password\"");
        }

        assertThat(fields)
                .hasSizeGreaterThanOrEqualTo(7)
                .allMatch(field -> field.contains("type=\"password\""))
                .allMatch(field -> field.contains("autocomplete=\"current-password\"")
                        || field.contains("autocomplete=\"new-password\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/seeders",
                "/plans",
                "/tables",
                "/access",
                "/access/roles/user",
                "/access/new-role",
                "/access/accounts",
                "/access/new-account",
                "/access/look-up",
                "/access/application",
                "/audit",
                "/audit/changes",
                "/audit/refusals",
                "/audit/chains",
                "/account",
                "/account/password",
                "/account/factor",
                "/nowhere"
            })
    void every_page_has_the_sign_out(String path) {
        served.bean(Accounts.class);
        String name = "pages-out" + path.replace("/", "-");
        Browser browser = new Browser(served.signedIn(name, "admin"));

        String body = browser.get(path).response().body();

        assertThat(body).contains("<form method=\"post\" action=\"/seedbed/sign-out\">");
        assertThat(browser.get(path).header("Cache-Control")).contains("no-store");
    }

    @Test
    void what_somebody_typed_is_text_on_every_page_that_shows_it() throws Exception {
        String typed = "\"><script>alert(1)</script>";
        Browser browser = new Browser(served.signedIn("pages-typed", "admin"));
        for (String path : List.of(
                "/sign-in?next=",
                "/access/accounts?search=",
                "/access/look-up?name=",
                "/access/new-role?inherits=",
                "/audit?actor=",
                "/audit/changes?subject=",
                "/audit/refusals?code=")) {
            assertThat(browser.get(path + Words.segment(typed)).response().body())
                    .doesNotContain("<script>alert");
        }
        for (Map.Entry<String, String> template : templates().entrySet()) {
            Matcher unescaped = Pattern.compile("\\$unsafe\\{([^}]*)}").matcher(template.getValue());
            while (unescaped.find()) {
                assertThat(unescaped.group(1)).describedAs(template.getKey()).isEqualTo("page.drawing()");
            }
        }
        served.bean(Accounts.class).create("pages-made", List.of(), new By(typed, "local", typed));
        assertThat(browser.page("/audit/changes?subject=pages-made"))
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert");
    }

    @Test
    void nothing_is_on_a_page_that_needs_a_plug_in_or_stands_in_the_page_as_script_or_style() throws Exception {
        for (Map.Entry<String, String> template : templates().entrySet()) {
            assertThat(template.getValue())
                    .describedAs(template.getKey())
                    .doesNotContainPattern("<(object|embed|applet|iframe|style)\\b")
                    .doesNotContainPattern("<script(?![^>]* src=)")
                    .doesNotContainPattern("\\s(on[a-z]+|style|hx-on[a-z:-]*)=")
                    .doesNotContain("javascript:");
        }
        assertThat(served.client().get("/session").header("Content-Security-Policy"))
                .contains("object-src 'none'");
    }

    @Test
    void no_script_listens_to_other_windows_or_keeps_anything() throws Exception {
        String own = Files.readString(SCRIPTS.resolve("console.js"));
        assertThat(own)
                .doesNotContain("localStorage")
                .doesNotContain("sessionStorage")
                .doesNotContain("indexedDB")
                .doesNotContain("__proto__")
                .doesNotContain("Object.assign")
                .doesNotContain("innerHTML")
                .doesNotContain("eval(");
        for (String script : List.of(own, Files.readString(SCRIPTS.resolve(Path.of("vendor", "htmx.min.js"))))) {
            assertThat(script)
                    .doesNotContainPattern("addEventListener\\(\\s*[\"'`]message[\"'`]")
                    .doesNotContain("onmessage");
        }
    }
}
