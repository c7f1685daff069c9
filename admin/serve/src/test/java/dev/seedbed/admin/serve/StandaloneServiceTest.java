package dev.seedbed.admin.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.cli.serve.ServeRequest;
import dev.seedbed.cli.serve.Served;
import dev.seedbed.seed.SeedException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as the command line has it started, in this process. On H2. */
class StandaloneServiceTest {
    @TempDir
    private Path directory;

    private Served start(Tiers tiers, @Nullable Integer managementPort, List<String> accounts, String... properties) {
        return start(tiers, 0, managementPort, accounts, properties);
    }

    private static Served start(
            Tiers tiers, int port, @Nullable Integer managementPort, List<String> accounts, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("--logging.level.root=off");
        return start(tiers, port, managementPort, accounts, account -> {}, all);
    }

    private static Served start(
            Tiers tiers,
            int port,
            @Nullable Integer managementPort,
            List<String> accounts,
            Consumer<Served.NewAccount> told,
            List<String> properties) {
        return new StandaloneService()
                .start(new ServeRequest(
                        tiers.database(), tiers.seedbed(), port, managementPort, accounts, told, false, properties));
    }

    private static String root(Served served) {
        return served.address().replace("/seedbed/api/v1", "");
    }

    @Test
    void health_is_open_without_details_and_nothing_else_of_the_actuator_is() throws Exception {
        try (Served served = start(Tiers.on(Tiers.h2(), directory), null, List.of(), EXPOSED)) {
            Http http = new Http(root(served));

            assertThat(served.managementAddress()).isNull();
            for (String path :
                    List.of("/livez", "/readyz", "/actuator/health/liveness", "/actuator/health/readiness")) {
                assertThat(http.get(path)).isEqualTo(new Http.Answer(200, "{\"status\":\"UP\"}"));
            }
            assertThat(http.get("/actuator/health"))
                    .isEqualTo(new Http.Answer(200, "{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"}"));
            for (String path : List.of("", "/info", "/metrics", "/prometheus", "/env", "/heapdump", "/health/db")) {
                assertThat(http.get("/actuator" + path).status()).as(path).isIn(403, 404);
            }
            assertThat(http.get("/actuator/health/db").body()).doesNotContain("H2");
            assertThat(http.post("/actuator/health", Map.of()).status()).isEqualTo(403);
        }
    }

    @Test
    void who_asks_for_the_host_alone_is_led_to_the_service_and_nobody_gets_a_cookie_elsewhere() throws Exception {
        try (Served served = start(Tiers.on(Tiers.h2(), directory), null, List.of())) {
            HttpResponse<String> led = get(root(served) + "/");
            assertThat(led.statusCode()).isEqualTo(303);
            assertThat(led.headers().firstValue("Location")).hasValue("/seedbed/");
            HttpResponse<String> denied = get(root(served) + "/elsewhere");
            assertThat(denied.statusCode()).isEqualTo(403);
            assertThat(List.of(led, denied))
                    .allSatisfy(answer -> assertThat(answer.headers().firstValue("Set-Cookie"))
                            .isEmpty());
        }
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What somebody may have meant for another port. */
    private static final String EXPOSED = "--management.endpoints.web.exposure.include=*";

    @Test
    void a_port_of_its_own_tells_metrics_and_information_and_what_was_done_is_counted() throws Exception {
        try (Served served = start(Tiers.on(Tiers.h2(), directory), 0, List.of("readonly", "admin"))) {
            Http management = new Http(String.valueOf(served.managementAddress()));
            Served.NewAccount admin = served.accounts().get(1);
            Http api = new Http(served.address());
            assertThat(api.get("/status").status()).isEqualTo(401);
            api.signIn(admin.name(), admin.password());
            String plan = api.post("/plans", Map.of("mode", "update"))
                    .json()
                    .path("id")
                    .asString();
            String run = api.post("/runs", Map.of("plan", plan, "confirm", ""))
                    .json()
                    .path("id")
                    .asString();
            while (api.get("/runs/" + run).json().path("state").asString().equals("running")) {
                Thread.sleep(20);
            }

            assertThat(served.managementAddress())
                    .startsWith("http://localhost:")
                    .endsWith("/actuator");
            assertThat(management.get("/health").status()).isEqualTo(200);
            assertThat(management.get("/info").status()).isEqualTo(200);
            assertThat(management.get("/metrics").body()).contains("http.server.requests", "seedbed.admin.runs");
            assertThat(management.get("/prometheus").body())
                    .contains(
                            "seedbed_admin_runs_seconds_count{mode=\"update\",outcome=\"applied\"} 1",
                            "seedbed_admin_refusals_total{code=\"not-signed-in\",status=\"401\"} 1.0",
                            "seedbed_admin_changes_total{action=\"session.begun\"} 1.0",
                            "seedbed_admin_changes_total{action=\"run.finished\"} 1.0",
                            "uri=\"/api/v1/runs\"");
            assertThat(management.get("/env").status()).isIn(403, 404);
            for (String path : List.of("/actuator/metrics", "/actuator/prometheus", "/actuator/health")) {
                assertThat(new Http(root(served)).get(path).status()).as(path).isEqualTo(403);
            }
            assertThat(new Http(root(served)).get("/readyz").status()).isEqualTo(200);
        }
    }

    @Test
    void without_its_database_it_is_not_ready_and_lives_on() throws Exception {
        Tiers tiers = Tiers.on(Tiers.h2(), directory);
        try (Served served = start(tiers, null, List.of())) {
            tiers.sql("shutdown");
            Http http = new Http(root(served));

            assertThat(http.get("/readyz")).isEqualTo(new Http.Answer(503, "{\"status\":\"DOWN\"}"));
            assertThat(http.get("/livez").status()).isEqualTo(200);
        }
    }

    @Test
    void the_first_account_is_told_and_has_to_change_its_password_and_the_next_start_tells_that_it_waits()
            throws Exception {
        Tiers tiers = Tiers.on(Tiers.h2(), directory);
        Served.NewAccount account;
        Instant before = Instant.now();
        try (Served served = start(tiers, null, List.of())) {
            account = served.accounts().get(0);
            assertThat(served.accounts()).hasSize(1);
            assertThat(served.waiting()).isNull();
            assertThat(account.toString()).matches("admin-[a-z2-9]{6}");
            assertThat(account.mustChange()).isTrue();
            new Http(served.address()).signIn(account.name(), account.password());
        }
        try (Served served = start(tiers, null, List.of())) {
            assertThat(served.accounts()).isEmpty();
            assertThat(served.waiting().name()).isEqualTo(account.name());
            assertThat(served.waiting().until())
                    .isBetween(
                            before.plus(3, ChronoUnit.DAYS).minusSeconds(1),
                            Instant.now().plus(3, ChronoUnit.DAYS));
            new Http(served.address())
                    .signIn(account.name(), account.password())
                    .changePassword(account.password(), "wooden-giraffe-paints-41-lakes");
        }
        try (Served served = start(tiers, null, List.of())) {
            assertThat(served.accounts()).isEmpty();
            assertThat(served.waiting()).isNull();
        }
    }

    @Test
    void a_password_that_nobody_is_told_ends_the_start_and_leaves_no_account() throws Exception {
        Tiers tiers = Tiers.on(Tiers.h2(), directory);
        List<String> told = new ArrayList<>();
        Consumer<Served.NewAccount> broken = account -> {
            told.add(account.name());
            throw new IllegalStateException("the console is gone");
        };

        assertThatThrownBy(() -> start(tiers, 0, null, List.of(), broken, List.of("--logging.level.root=off")))
                .hasStackTraceContaining("the console is gone");

        assertThat(told).hasSize(1);
        assertThat(tiers.text("select count(*) from seedbed_admin_account")).isEqualTo("0");
        List<String> again = new ArrayList<>();
        try (Served served = start(
                tiers, 0, null, List.of(), account -> again.add(account.name()), List.of("--logging.level.root=off"))) {
            assertThat(served.accounts()).extracting(Served.NewAccount::name).isEqualTo(again);
        }
        assertThat(again).hasSize(1).isNotEqualTo(told);
    }

    @Test
    void accounts_that_are_wanted_are_all_that_there_are() throws Exception {
        Tiers tiers = Tiers.on(Tiers.h2(), directory);
        try (Served served = start(tiers, null, List.of("readonly", "admin"))) {
            assertThat(served.accounts()).extracting(Served.NewAccount::name).containsExactly("readonly", "admin");
            assertThat(tiers.text("select count(*) from seedbed_admin_account")).isEqualTo("2");
        }
    }

    @Test
    void a_port_in_use_is_told_before_there_is_an_account() throws Exception {
        Tiers tiers = Tiers.on(Tiers.h2(), directory);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> start(tiers, port, null, List.of()))
                    .isInstanceOf(SeedException.class)
                    .hasMessage("Port " + port + " is in use.\n  where: --port\n"
                            + "  mend:  take another port, such as 0 for any that is free, or stop what listens there");
            assertThatThrownBy(() -> start(tiers, 0, port, List.of()))
                    .hasMessageStartingWith("Port " + port + " is in use.\n  where: --management-port\n");
            assertThatThrownBy(() -> start(tiers, port, port, List.of()))
                    .hasMessage("The service and its management cannot both listen on port " + port + ".\n"
                            + "  where: --management-port\n  mend:  take another, or leave it out");
        }
        assertThat(tiers.text("select count(*) from seedbed_admin_account")).isEqualTo("0");
    }

    @Test
    void what_keeps_it_from_starting_is_told_as_what_and_how_to_mend_it() throws Exception {
        Tiers tiers = Tiers.on(Tiers.h2(), directory);

        assertThatThrownBy(() -> start(tiers, null, List.of(), "--seedbed.admin.session.idle=soon"))
                .isInstanceOfSatisfying(
                        SeedException.class, e -> assertThat(e.kind()).isEqualTo(SeedException.Kind.USAGE))
                .hasMessageStartingWith("The service cannot start. Failed to bind properties under"
                        + " 'seedbed.admin.session.idle' to java.time.Duration")
                .hasMessageContaining("\n  mend:  ");
        assertThatThrownBy(() -> start(tiers, null, List.of(), "--seedbed.admin.path=x"))
                .isInstanceOf(SeedException.class)
                .hasMessageStartingWith("The path \"x\" is none where the service can be mounted.");
        String bundle = "spring.ssl.bundle.pem.web.keystore.";
        assertThatThrownBy(() -> start(tiers, null, List.of(), "--server.ssl.bundle=web"))
                .hasMessage(
                        "There is no SSL bundle \"web\".\n  where: server.ssl.bundle\n  mend:  say where its files are: "
                                + bundle + "certificate=FILE and " + bundle + "private-key=FILE");
        assertThatThrownBy(() -> start(
                        tiers,
                        null,
                        List.of(),
                        "--server.ssl.bundle=web",
                        "--" + bundle + "certificate=none.pem",
                        "--" + bundle + "private-key=none.pem"))
                .isInstanceOf(SeedException.class)
                .hasMessageStartingWith("The service cannot start: ")
                .hasMessageContaining("'none.pem'")
                .hasMessageEndingWith("\n  mend:  mend what it names; --verbose prints all of it");
        tiers.sql("create table seedbed_admin_history (version integer primary key)");
        tiers.sql("insert into seedbed_admin_history values (99)");
        assertThatThrownBy(() -> start(tiers, null, List.of()))
                .isInstanceOfSatisfying(
                        SeedException.class, e -> assertThat(e.kind()).isEqualTo(SeedException.Kind.REFUSED))
                .hasMessageStartingWith("The tables of the admin service are of version 99");
    }

    @Test
    void it_listens_on_its_own_machine_alone_unless_told_otherwise() throws Exception {
        try (Served served = start(Tiers.on(Tiers.h2(), directory), null, List.of())) {
            int port = URI.create(served.address()).getPort();
            try (ServerSocket beside = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
                assertThat(beside.isBound()).isTrue();
            }
        }
    }
}
