package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What gets no further than the container is answered in the words of the service, with the headers of all its answers. */
class ContainerErrorsTest {
    private final Served served = Served.shared();

    private static void isGuarded(Client.Answer answer) {
        assertThat(answer.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).startsWith("camera=()");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.response().body())
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContain("HTTP Status");
    }

    @Test
    void a_path_with_an_encoded_slash_is_a_page_for_people() {
        Client.Answer answer = served.client()
                .get(Client.PAGE + "/tables/a%2Fb", "Accept", "text/html,application/xhtml+xml")
                .expect(400);

        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(answer.response().body())
                .contains("<h1>The request cannot be read.</h1>")
                .contains("What to do: look whether the address is written rightly")
                .contains("<a href=\"/\">");
        isGuarded(answer);
    }

    @Test
    void and_a_problem_for_programs() {
        Client.Answer answer = served.client().get("/tables/a%2Fb/rows").refused(400, "not-served");

        assertThat(answer.text("detail")).isEqualTo("The request cannot be read.");
        assertThat(answer.json().path("status").asInt()).isEqualTo(400);
        isGuarded(answer);
    }

    @Test
    void what_the_firewall_takes_for_an_attack_is_answered_so_too() {
        Client.Answer page = served.client()
                .get(Client.PAGE + "/tables/a%253Bb", "Accept", "text/html")
                .expect(400);
        assertThat(page.response().body()).contains("<h1>The request cannot be read.</h1>");
        isGuarded(page);
        isGuarded(served.client().get("/roles/%25").refused(400, "not-served"));
        Client.Answer method = served.client().send("PROPFIND", "/roles", null).refused(405, "not-served");
        assertThat(method.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE");
        isGuarded(method);
    }

    @Test
    void what_is_no_request_at_all_is_answered_so_too() throws IOException {
        try (Socket socket = new Socket("localhost", served.port())) {
            socket.getOutputStream()
                    .write("GET /|<script> HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("Content-Security-Policy: default-src 'none'")
                    .doesNotContain("<script>")
                    .doesNotContainIgnoringCase("tomcat");
        }
    }
}
