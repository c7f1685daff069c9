package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signed in at a provider, with the roles that the application's tables say. */
class OidcRolesTest {
    private final Shop shop = Shop.onH2();

    private Served served(Provider provider, String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "--seedbed.admin.oidc.issuer=" + provider.issuer(),
                "--seedbed.admin.oidc.client-id=admin-service",
                "--seedbed.admin.oidc.client-secret=secret",
                "--seedbed.admin.oidc.roles.watcher=readonly"));
        properties.addAll(List.of(more));
        return Served.start(shop, "test", properties.toArray(new String[0]));
    }

    @Test
    void the_provider_says_who_it_is_and_the_applications_tables_which_roles_that_gives() throws Exception {
        shop.sql("create table person_role (person varchar(100), role_name varchar(50))");
        shop.sql("insert into person_role values ('mia', 'operator')");
        try (Provider provider =
                        new Provider(new RSAKeyGenerator(2048).keyID("one").generate());
                Served served = served(
                        provider,
                        "--seedbed.admin.oidc.application-roles=true",
                        "--seedbed.admin.application.tables.assignments.table=person_role",
                        "--seedbed.admin.application.tables.assignments.user=person",
                        "--seedbed.admin.application.tables.assignments.role=role_name",
                        "--seedbed.admin.application.roles.operator=admin")) {
            Visitor visitor = new Visitor("http://localhost:" + served.port());
            visitor.follow("/seedbed/sign-in/oidc");
            Client mia = served.client().cookie("__Host-seedbed-admin=" + visitor.cookie("__Host-seedbed-admin"));

            Client.Answer who = mia.get("/session").expect(200);
            assertThat(who.text("name")).isEqualTo("oidc:mia");
            assertThat(who.json().path("roles").toString()).isEqualTo("[\"admin\"]");
            assertThat(mia.get("/permissions?name=oidc:mia")
                            .expect(200)
                            .json()
                            .path("said")
                            .toString())
                    .isEqualTo("[{\"name\":\"operator\",\"through\":[],\"role\":\"admin\"}]");
            assertThat(mia.get("/application/roles").expect(200).response().body())
                    .isEqualTo("""
                    {"source":"tables","roles":[\
                    {"name":"operator","known":true,"inherits":[],"inheritedBy":[],"role":"admin"}]}""");
            assertThat(mia.get("/application/people?role=operator&limit=1")
                            .expect(200)
                            .response()
                            .body())
                    .isEqualTo("{\"people\":[{\"name\":\"mia\",\"direct\":true}],\"next\":\"mia\"}");
            mia.get("/application/people?role=watcher").refused(404, "no-role");

            shop.sql("delete from person_role");
            mia.get("/accounts").refused(403, "not-allowed");
            assertThat(mia.get("/session").expect(200).json().path("roles").size())
                    .isEqualTo(0);

            shop.sql("drop table person_role");
            mia.get("/session").refused(503, "application-away");
            served.client()
                    .signIn(served.firstAccount(), served.firstPassword())
                    .expect(200);
        }
    }

    @Test
    void whoever_signs_in_at_the_provider_gets_the_page_that_they_asked_for_and_is_led_nowhere_else() throws Exception {
        try (Provider provider =
                        new Provider(new RSAKeyGenerator(2048).keyID("one").generate());
                Served served = served(provider)) {
            String base = "http://localhost:" + served.port();
            assertThat(served.client()
                            .get(Client.PAGE + "/sign-in?next=%2Ftables%2Ftier%3Fsort%3Dcode", "Accept", "text/html")
                            .expect(200)
                            .response()
                            .body())
                    .contains("href=\"/seedbed/sign-in/oidc?next=%2Ftables%2Ftier%3Fsort%3Dcode\"");
            for (String[] each : new String[][] {
                {"/tables/tier?sort=code", "/tables/tier?sort=code"},
                {"https://evil.example/", "/"},
                {"//evil.example/", "/"},
                {"/\\evil.example", "/"},
                {"/api/v1/session", "/"},
                {"/sign-out", "/"}
            }) {
                Visitor visitor = new Visitor(base);
                visitor.follow("/seedbed/sign-in/oidc?next=" + URLEncoder.encode(each[0], StandardCharsets.UTF_8));
                assertThat(visitor.at()).as(each[0]).isEqualTo(base + "/seedbed" + each[1]);
                assertThat(visitor.status()).isIn(200, 404);
            }
            Visitor later = new Visitor(base);
            later.follow("/seedbed/sign-in/oidc?next=%2Fseeders");
            later.follow("/seedbed/sign-in/oidc");
            assertThat(later.at()).isEqualTo(base + "/seedbed/");
        }
    }

    @Test
    void a_mapping_that_is_for_nobody_and_none_for_somebody_are_refused_at_the_start() {
        shop.sql("create table casbin_rule (ptype varchar(9), v0 varchar(9), v1 varchar(9), v2 varchar(9))");

        assertThatThrownBy(() -> Served.start(shop, "test", "--seedbed.admin.application.casbin.table=casbin_rule"))
                .rootCause()
                .hasMessage("""
                        The application's roles are mapped, and are nobody's.
                          where: seedbed.admin.application
                          mend:  set seedbed.admin.application.sign-in or seedbed.admin.oidc.application-roles to true""");
        assertThatThrownBy(() -> Served.start(
                        shop,
                        "test",
                        "--seedbed.admin.oidc.issuer=http://127.0.0.1:1",
                        "--seedbed.admin.oidc.client-id=x",
                        "--seedbed.admin.oidc.client-secret=y",
                        "--seedbed.admin.oidc.application-roles=true"))
                .rootCause()
                .hasMessage("""
                        People who sign in with OpenID Connect are to have the application's roles, which are not mapped.
                          where: seedbed.admin.oidc.application-roles
                          mend:  say with seedbed.admin.application.casbin or seedbed.admin.application.tables where they are""");
    }
}
