package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static Served served;

    @BeforeAll
    static void start() {
        served = Served.start(
                Shop.onH2(),
                "test",
                "--seedbed.admin.limits.sign-ins-per-minute=10",
                "--seedbed.admin.limits.requests-per-minute=300",
                "--seedbed.admin.limits.body-bytes=1000",
                "--server.forward-headers-strategy=native");
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    /** As behind a proxy, from an address of its own. */
    private static Client.Answer from(String address, String method, String path, String body, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "X-Forwarded-For";
        all[headers.length + 1] = address;
        return served.client().send(method, path, body, all);
    }

    @Test
    void who_signs_in_too_often_waits_and_others_do_not() {
        String body = "{\"name\": \"nobody\", \"password\": \"x\"}";
        for (int i = 0; i < 10; i++) {
            from("203.0.113.1", "POST", "/session", body).refused(401, "wrong-credentials");
        }

        Client.Answer over = from("203.0.113.1", "POST", "/session", body).refused(429, "too-many-requests");
        assertThat(over.header("Retry-After")).isEqualTo("60");
        from("203.0.113.1", "POST", "/session", body).refused(429, "too-many-requests");
        from("203.0.113.2", "POST", "/session", body).refused(401, "wrong-credentials");
        assertThat(
                        served.shop()
                                .rows(
                                        "select count(*) from seedbed_admin_refusal where source = '203.0.113.1' and status = 429"))
                .containsExactly("1");
    }

    @Test
    void who_asks_too_often_waits() {
        int let = 0;
        while (from("203.0.113.9", "GET", "/session", null).status() == 401) {
            let++;
        }

        assertThat(let).isEqualTo(300);
    }

    @Test
    void who_has_one_address_of_ipv6_has_all_of_its_network() {
        String body = "{\"name\": \"nobody\", \"password\": \"x\"}";
        for (int i = 0; i < 10; i++) {
            from("2001:db8:1:2::" + i, "POST", "/session", body).refused(401, "wrong-credentials");
        }

        from("2001:db8:1:2:a:b:c:d", "POST", "/session", body).refused(429, "too-many-requests");
        from("2001:db8:1:3::1", "POST", "/session", body).refused(401, "wrong-credentials");
    }

    @Test
    void what_a_proxy_lets_through_for_an_address_is_not_counted_nor_kept_at_any_length() {
        assertThat(source("x".repeat(5_000))).isEqualTo("x".repeat(64));
    }

    @Test
    void and_it_is_one_word_that_ends_no_line_of_a_log() {
        assertThat(source("a check=none\u0085\r\nb")).isEqualTo("a?check=none???b");
        assertThat(source("fe80::1%eth0")).isEqualTo("fe80:0:0:0::/64");
    }

    private String source(String address) {
        return Source.of((HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, values) -> address));
    }

    @Test
    void a_body_that_is_too_large_is_not_read_whatever_it_says_of_its_length() throws Exception {
        String large = "{\"name\": \"" + "x".repeat(2_000) + "\", \"password\": \"x\"}";
        from("203.0.113.3", "POST", "/session", large).refused(413, "body-too-large");
        assertThat(chunked(large)).startsWith("HTTP/1.1 413").contains("body-too-large");
    }

    private static String chunked(String body) throws Exception {
        try (Socket socket = new Socket("localhost", served.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /seedbed/api/v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try (InputStream in = socket.getInputStream()) {
                in.transferTo(answer);
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void over_https_browsers_are_told_to_stay_there() throws Exception {
        for (String path : new String[] {"/session", "/tables/a%2Fb", "/tables/a%25b"}) {
            assertThat(from("203.0.113.4", "GET", path, null, "X-Forwarded-Proto", "https")
                            .header("Strict-Transport-Security"))
                    .as(path)
                    .isEqualTo("max-age=31536000 ; includeSubDomains");
        }
        assertThat(raw("/")).contains("Location: /seedbed/").doesNotContain("https");
        assertThat(from("203.0.113.4", "GET", "/session", null).header("Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void a_path_that_is_written_otherwise_reaches_nothing() throws Exception {
        for (String path : new String[] {
            "/%73eedbed/api/v1/accounts",
            "//seedbed/api/v1/accounts",
            "/seedbed/../seedbed/api/v1/accounts",
            "/seedbed;x=1/api/v1/accounts",
            "/seedbed/api/v1/accounts;x=1",
            "/seedbed/api/v1/accounts/",
            "/seedbed/api/v1/%61ccounts",
            "/seedbed/api%2fv1/accounts",
            "/SEEDBED/api/v1/accounts",
            "/seedbed/api/v1/accounts.json",
            "/.git/config",
            "/seedbed/.git/config",
            "/seedbed/",
            "/actuator",
            "/error"
        }) {
            assertThat(raw(path))
                    .describedAs(path)
                    .matches("(?s)HTTP/1.1 (400|401|403|404) .*")
                    .doesNotContainIgnoringCase("tomcat")
                    .doesNotContainIgnoringCase("spring")
                    .doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void trace_is_answered_to_nobody() throws Exception {
        assertThat(send("TRACE /seedbed/api/v1/session HTTP/1.1\r\nHost: localhost\r\nX-Secret: told\r\n"
                        + "Connection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 40[0135] .*")
                .doesNotContain("told");
    }

    @Test
    void a_body_ends_where_its_chunks_end_whatever_length_is_said_beside_them() throws Exception {
        String head = "POST /seedbed/api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        String body = "{\"name\": \"nobody\", \"password\": \"x\"}";
        String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        String hidden = "GET /seedbed/api/v1/accounts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        String both =
                send(head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunk);
        assertThat(both).matches("(?s)HTTP/1.1 40[01] .*").doesNotContain("bad-body");
        for (String wrong : new String[] {
            "Transfer-Encoding: chunked, identity\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Transfer-Encoding : chunked\r\n",
            "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Content-Length: +5\r\n"
        }) {
            String answer = send(head + wrong + "\r\n" + chunk + hidden);
            assertThat(answer).describedAs(wrong).matches("(?s)HTTP/1.1 (400|501) .*");
            assertThat(answer.split("HTTP/1.1 ")).describedAs(wrong).hasSize(2);
        }
    }

    private static String raw(String path) throws Exception {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    private static String send(String request) throws Exception {
        try (Socket socket = new Socket("localhost", served.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_minute_later_all_may_ask_again() {
        AtomicLong nanos = new AtomicLong();
        RateLimit limit = new RateLimit(2, nanos::get);

        assertThat(new int[] {limit.over("a"), limit.over("a"), limit.over("a"), limit.over("b")})
                .containsExactly(-1, 0, 1, -1);
        nanos.set(60_000_000_000L);
        assertThat(limit.over("a")).isEqualTo(-1);
    }

    @Test
    void an_account_that_is_new_needs_no_more_than_a_reason_that_fits() {
        Client admin = served.signedIn("limits-admin", "admin");
        admin.post("/accounts", Map.of("name", "limits-x", "roles", java.util.List.of(), "reason", "r".repeat(900)))
                .expect(201);
    }
}
