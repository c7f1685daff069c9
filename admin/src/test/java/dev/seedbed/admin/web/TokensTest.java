package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bearer tokens, and sign-in with OpenID Connect, of a provider that is made for it. */
class TokensTest {
    private static final String AUDIENCE = "seedbed";

    private static RSAKey key;
    private static Provider provider;
    private static Served served;

    @BeforeAll
    static void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        provider = new Provider(key);
        served = Served.start(
                Shop.onH2(),
                "test",
                "--seedbed.admin.jwt.issuer=" + provider.issuer(),
                "--seedbed.admin.jwt.audience=" + AUDIENCE,
                "--seedbed.admin.jwt.jwk-set-uri=" + provider.issuer() + "/jwks",
                "--seedbed.admin.jwt.roles.deployer=admin",
                "--seedbed.admin.jwt.roles.watcher=readonly",
                "--seedbed.admin.oidc.issuer=" + provider.issuer(),
                "--seedbed.admin.oidc.client-id=admin-service",
                "--seedbed.admin.oidc.client-secret=secret",
                "--seedbed.admin.oidc.roles.watcher=readonly");
    }

    @AfterAll
    static void stop() {
        served.close();
        provider.close();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(provider.issuer())
                .audience(AUDIENCE)
                .subject("pipeline")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("roles", List.of("watcher"));
    }

    private static String token(JWTClaimsSet.Builder claims) throws Exception {
        return token(claims, JWSAlgorithm.RS256, new RSASSASigner(key), "one");
    }

    private static String token(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, JWSSigner signer, String id)
            throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .type(JOSEObjectType.JWT)
                        .keyID(id)
                        .build(),
                claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private static String typed(String type) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(type))
                        .keyID("one")
                        .build(),
                claims().build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static Client.Answer who(String token) {
        return served.client().bearer(token).get("/session");
    }

    @Test
    void a_good_token_gives_the_roles_that_its_claims_are_mapped_to() throws Exception {
        Client.Answer who = who(token(claims())).expect(200);
        assertThat(who.text("name")).isEqualTo("token:pipeline");
        assertThat(who.text("kind")).isEqualTo("token");
        assertThat(who.json().path("roles").toString()).isEqualTo("[\"readonly\"]");
        assertThat(who.json().path("csrf").isNull()).isTrue();

        served.client().bearer(token(claims())).get("/accounts").refused(403, "not-allowed");
        Client deployer = served.client().bearer(token(claims().claim("roles", "deployer other")));
        deployer.get("/accounts").expect(200);
        deployer.post("/accounts", Map.of("name", "of-token", "roles", List.of("user")))
                .expect(201);
        deployer.put("/session/password", Map.of("oldPassword", "a", "newPassword", "b"))
                .refused(403, "no-password");
        assertThat(who(token(claims().claim("roles", List.of("admin", "readonly"))))
                        .expect(200)
                        .json()
                        .path("roles")
                        .size())
                .isEqualTo(0);
    }

    @Test
    void a_token_of_another_key_algorithm_issuer_audience_or_time_is_none() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).keyID("one").generate();
        refused("signature", token(claims(), JWSAlgorithm.RS256, new RSASSASigner(other), "one"));
        refused("signature", token(claims(), JWSAlgorithm.RS512, new RSASSASigner(key), "one"));
        refused(
                "signature",
                token(
                        claims(),
                        JWSAlgorithm.HS256,
                        new MACSigner(key.toRSAPublicKey().getEncoded()),
                        "one"));
        refused("form", new PlainJWT(claims().build()).serialize());
        refused("issuer", token(claims().issuer("https://elsewhere.example")));
        refused("issuer", token(claims().issuer(null)));
        refused("audience", token(claims().audience("another")));
        refused("audience", token(claims().audience((String) null)));
        refused("subject", token(claims().subject(null)));
        refused("time", token(claims().expirationTime(Date.from(Instant.now().minusSeconds(40)))));
        refused("time", token(claims().expirationTime(null)));
        refused("time", token(claims().notBeforeTime(Date.from(Instant.now().plusSeconds(120)))));
        refused("subject", token(claims().subject("s".repeat(400))));
        refused("type", token(claims().claim("nonce", "n")));
        refused("type", token(claims().claim("at_hash", "h")));
        refused("type", typed("logout+jwt"));
        refused("issuer,audience", token(claims().issuer(null).audience("another")));
        who(typed("at+jwt")).expect(200);
        refused("form", "x");
        refused("signature", token(claims()) + "x");
    }

    /** The caller is not told which check it was; the trail is. */
    private static void refused(String checks, String token) {
        Client.Answer answer = who(token).refused(401, "not-signed-in");
        assertThat(answer.text("detail")).isEqualTo("The bearer token is not accepted.");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(served.shop().rows("select detail from seedbed_admin_refusal order by id desc limit 1"))
                .containsExactly("The bearer token is not accepted. Checks: " + checks + ".");
    }

    @Test
    void who_sends_no_token_is_asked_for_one() {
        Client.Answer answer = served.client().get("/status").refused(401, "not-signed-in");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.text("mend")).isEqualTo("sign in, or send a bearer token");
        // People are led to the sign-in, not asked for what they cannot have.
        assertThat(served.client()
                        .get(Client.PAGE + "/seeders", "Accept", "text/html")
                        .expect(303)
                        .header("WWW-Authenticate"))
                .isEmpty();
    }

    @Test
    void a_token_that_a_service_is_not_configured_for_is_refused_with_the_property_by_which_it_is() {
        Client.Answer answer =
                Served.shared().client().bearer("a.b.c").get("/status").refused(401, "tokens-not-configured");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo(
                        "Bearer error=\"invalid_token\", error_description=\"Bearer tokens are not configured here\"");
        assertThat(answer.text("detail"))
                .isEqualTo("A bearer token was sent, and this service is configured for none.");
        assertThat(answer.text("where")).isEqualTo("header Authorization");
        assertThat(answer.text("mend")).contains("seedbed.admin.jwt.issuer");
        assertThat(Served.shared()
                        .client()
                        .get("/status")
                        .refused(401, "not-signed-in")
                        .text("mend"))
                .isEqualTo("sign in");
    }

    @Test
    void a_token_in_the_address_is_none() throws Exception {
        served.client().get("/session?access_token=" + token(claims())).refused(401, "not-signed-in");
    }

    @Test
    void who_signs_in_at_the_provider_has_a_session_here() throws Exception {
        Visitor visitor = new Visitor("http://localhost:" + served.port());
        visitor.follow("/seedbed/sign-in/oidc");

        assertThat(visitor.cookie("__Host-seedbed-admin")).isNotNull();
        Client client = served.client().cookie("__Host-seedbed-admin=" + visitor.cookie("__Host-seedbed-admin"));
        Client.Answer who = client.get("/session").expect(200);
        assertThat(who.text("name")).isEqualTo("oidc:mia");
        assertThat(who.text("kind")).isEqualTo("oidc");
        assertThat(who.json().path("roles").toString()).isEqualTo("[\"readonly\"]");
        client.get("/status").expect(200);
        client.get("/accounts").refused(403, "not-allowed");
        client.delete("/session").expect(204);
        client.get("/session").refused(401, "not-signed-in");
    }

    @Test
    void nothing_of_the_provider_is_kept_but_who_it_is() throws Exception {
        Visitor visitor = new Visitor("http://localhost:" + served.port());
        visitor.follow("/seedbed/sign-in/oidc");

        assertThat(served.shop()
                        .rows("select distinct account_id, subject, roles from seedbed_admin_session"
                                + " where subject = 'oidc:mia'"))
                .containsExactly("null oidc:mia readonly");
        assertThat(visitor.status()).isEqualTo(200);
    }

    @Test
    void a_provider_that_is_away_keeps_nobody_else_out() throws Exception {
        try (Served other = Served.start(
                Shop.onH2(),
                "test",
                "--seedbed.admin.oidc.issuer=http://127.0.0.1:1",
                "--seedbed.admin.oidc.client-id=x",
                "--seedbed.admin.oidc.client-secret=y")) {
            Client root = new Client("http://localhost:" + other.port() + "/seedbed");
            root.get("/sign-in/oidc").refused(502, "provider-away");
            assertThat(root.get("/sign-in/oidc").response().body()).doesNotContain("127.0.0.1", "Exception");
            other.client().signIn(other.firstAccount(), other.firstPassword()).expect(200);

            other.shop().sql("alter table seedbed_admin_session rename to gone");
            Client.Answer broken = other.client()
                    .cookie("__Host-seedbed-admin=" + "A".repeat(43))
                    .get("/session")
                    .refused(500, "error");
            assertThat(broken.text("detail")).isEqualTo("Something went wrong here.");
            assertThat(broken.response().body())
                    .doesNotContainIgnoringCase("table")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void nobody_is_signed_in_by_a_page_of_another_site() {
        Client root = new Client("http://localhost:" + served.port() + "/seedbed");

        root.get("/sign-in/oidc", "Sec-Fetch-Site", "cross-site").refused(403, "cross-site");
        root.get("/sign-in/oidc", "Sec-Fetch-Site", "none").expect(302);
        assertThat(root.get("/sign-in/oidc", "Sec-Fetch-Site", "same-origin").header("Location"))
                .startsWith(provider.issuer() + "/authorize?");
        assertThat(root.get("/sign-in/oidc").header("Set-Cookie"))
                .matches("__Host-seedbed-sign-in=\\w+; Path=/; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void where_a_strong_sign_in_is_wanted_the_provider_is_asked_for_it_and_its_word_is_looked_at() throws Exception {
        try (Served strong = Served.start(
                Shop.onH2(),
                "test",
                "--seedbed.admin.oidc.issuer=" + provider.issuer(),
                "--seedbed.admin.oidc.client-id=admin-service",
                "--seedbed.admin.oidc.client-secret=secret",
                "--seedbed.admin.oidc.acr-values=mfa,hardware")) {
            for (String acr : new String[] {null, "password", "mfa"}) {
                provider.acr(acr);
                Visitor visitor = new Visitor("http://localhost:" + strong.port());
                visitor.follow("/seedbed/sign-in/oidc");

                assertThat(provider.acrAsked()).isEqualTo("mfa hardware");
                assertThat(visitor.cookie("__Host-seedbed-admin") != null)
                        .describedAs(String.valueOf(acr))
                        .isEqualTo("mfa".equals(acr));
            }
        } finally {
            provider.acr(null);
        }
    }

    @Test
    void a_provider_that_says_to_be_another_is_none() {
        try (Served other = Served.start(
                Shop.onH2(),
                "test",
                "--seedbed.admin.oidc.issuer=" + provider.issuer() + "/other",
                "--seedbed.admin.oidc.client-id=admin-service",
                "--seedbed.admin.oidc.client-secret=secret")) {
            new Client("http://localhost:" + other.port() + "/seedbed")
                    .get("/sign-in/oidc")
                    .refused(502, "provider-away");
        }
    }

    private static Served with(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        for (String usual : List.of(
                "--seedbed.admin.jwt.issuer=" + provider.issuer(),
                "--seedbed.admin.jwt.audience=" + AUDIENCE,
                "--seedbed.admin.jwt.jwk-set-uri=" + provider.issuer() + "/jwks",
                "--seedbed.admin.oidc.issuer=" + provider.issuer(),
                "--seedbed.admin.oidc.client-id=admin-service",
                "--seedbed.admin.oidc.client-secret=secret")) {
            if (all.stream().noneMatch(each -> each.startsWith(usual.substring(0, usual.indexOf('=') + 1)))) {
                all.add(usual);
            }
        }
        return Served.start(Shop.onH2(), "test", all.toArray(String[]::new));
    }

    private static boolean signsIn(Served served) throws Exception {
        Visitor visitor = new Visitor("http://localhost:" + served.port());
        visitor.follow("/seedbed/sign-in/oidc");
        return visitor.cookie("__Host-seedbed-admin") != null;
    }

    @Test
    void where_the_issuer_leads_elsewhere_nothing_is_followed() throws Exception {
        try (Served led = with(
                "--seedbed.admin.jwt.jwk-set-uri=" + provider.issuer() + "/moved/jwks",
                "--seedbed.admin.oidc.issuer=" + provider.issuer() + "/moved")) {
            led.client().bearer(token(claims())).get("/session").expect(500);
            assertThat(provider.wasAskedWhereItMoved()).isTrue();
            new Client("http://localhost:" + led.port() + "/seedbed")
                    .get("/sign-in/oidc")
                    .refused(502, "provider-away");
            assertThat(provider.wasAskedWhereItMoved()).isTrue();
        }
    }

    @Test
    void id_tokens_are_signed_by_the_one_algorithm_that_is_configured() throws Exception {
        provider.elliptic(new ECKeyGenerator(Curve.P_256).keyID("two").generate());
        try (Served elliptic = with("--seedbed.admin.oidc.algorithm=ES256")) {
            assertThat(signsIn(elliptic)).isTrue();
            assertThat(signsIn(served)).isFalse();
            provider.elliptic(null);
            assertThat(signsIn(elliptic)).isFalse();
            assertThat(signsIn(served)).isTrue();
        } finally {
            provider.elliptic(null);
        }
    }

    @Test
    void keys_that_are_shorter_than_wanted_verify_nothing() throws Exception {
        try (Served strict = with("--seedbed.admin.least-rsa-bits=3072")) {
            strict.client().bearer(token(claims())).get("/session").refused(401, "not-signed-in");
            assertThat(signsIn(strict)).isFalse();
        }
        AdminProperties.Jwt ofKey = new AdminProperties.Jwt(
                provider.issuer(),
                AUDIENCE,
                null,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(key.toPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----",
                List.of("RS256"),
                "roles",
                Map.of());
        assertThat(new Tokens(ofKey, new IssuerCalls(2048))
                        .decoder()
                        .decode(token(claims()))
                        .getSubject())
                .isEqualTo("pipeline");
        assertThatThrownBy(() -> new Tokens(ofKey, new IssuerCalls(3072)).decoder())
                .hasMessage("""
                        The public key has 2048 bits, which is too short.
                          where: seedbed.admin.jwt.public-key
                          mend:  set a longer one, or seedbed.admin.least-rsa-bits""");
    }

    @Test
    void an_answer_of_the_provider_that_nobody_asked_for_is_refused() throws Exception {
        Visitor visitor = new Visitor("http://localhost:" + served.port());
        visitor.follow("/seedbed/sign-in/callback/oidc?code=x&state=y");

        assertThat(visitor.status()).isEqualTo(401);
        assertThat(visitor.cookie("__Host-seedbed-admin")).isNull();
    }
}
