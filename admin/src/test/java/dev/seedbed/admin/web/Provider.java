package dev.seedbed.admin.web;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A provider of OpenID Connect at which everybody is mia, a watcher. */
final class Provider implements AutoCloseable {
    private final HttpServer server;
    private final RSAKey key;
    private volatile @Nullable String acr;
    private volatile @Nullable ECKey elliptic;
    private volatile boolean moved;
    private volatile RSAKey signing;
    private volatile @Nullable String claim;
    private volatile @Nullable Object instead;
    private volatile String acrAsked = "";
    private final Map<String, String> nonces = new ConcurrentHashMap<>();

    Provider(RSAKey key) throws IOException {
        this.key = key;
        this.signing = key;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> json(exchange, configuration()));
        server.createContext("/other/.well-known/openid-configuration", exchange -> json(exchange, configuration()));
        server.createContext("/moved/.well-known/openid-configuration", exchange -> {
            moved = true;
            away(exchange, "/elsewhere");
        });
        server.createContext(
                "/elsewhere",
                exchange -> json(
                        exchange,
                        configuration().replaceFirst("\"issuer\": \"[^\"]*", "\"issuer\": \"" + issuer() + "/moved")));
        server.createContext("/jwks", exchange -> json(exchange, keys()));
        server.createContext("/moved/jwks", exchange -> {
            moved = true;
            away(exchange, "/jwks");
        });
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", exchange -> json(exchange, tokens(exchange)));
        server.start();
    }

    /** How strongly people sign in from now on; null for nothing that is said of it. */
    void acr(@Nullable String now) {
        acr = now;
    }

    /** What ID tokens say in place of the truth from now on; a claim of null for the truth. */
    void says(@Nullable String wrong, @Nullable Object value) {
        claim = wrong;
        instead = value;
    }

    /** A key of RSA, by which ID tokens are signed from now on, whatever keys it publishes. */
    void signs(RSAKey now) {
        signing = now;
    }

    /** A key of an elliptic curve, by which ID tokens are signed from now on; null for the one of RSA. */
    void elliptic(@Nullable ECKey now) {
        elliptic = now;
    }

    /** Whether anybody has asked where it only leads elsewhere; from now on nobody has. */
    boolean wasAskedWhereItMoved() {
        boolean was = moved;
        moved = false;
        return was;
    }

    private String keys() {
        List<JWK> keys = new ArrayList<>(List.of(key.toPublicJWK()));
        ECKey other = elliptic;
        if (other != null) {
            keys.add(other.toPublicJWK());
        }
        return new JWKSet(keys).toString();
    }

    private void away(HttpExchange exchange, String path) throws IOException {
        exchange.getResponseHeaders().add("Location", issuer() + path);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    /** What it was asked for. */
    String acrAsked() {
        return acrAsked;
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String configuration() {
        return """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/jwks", "subject_types_supported": ["public"], "response_types_supported": ["code"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(issuer());
    }

    private void authorize(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        acrAsked = parameter(query, "acr_values");
        String code = "code" + nonces.size();
        nonces.put(code, parameter(query, "nonce"));
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        parameter(query, "redirect_uri") + "?code=" + code + "&state="
                                + java.net.URLEncoder.encode(parameter(query, "state"), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private String tokens(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        ECKey other = elliptic;
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("admin-service")
                .subject("mia")
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("nonce", nonces.remove(parameter(body, "code")))
                .claim("acr", acr)
                .claim("roles", List.of("watcher", "other"));
        String wrong = claim;
        if (wrong != null) {
            claims.claim(wrong, instead);
        }
        SignedJWT id = new SignedJWT(
                new JWSHeader.Builder(other == null ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                        .keyID(other == null ? key.getKeyID() : other.getKeyID())
                        .build(),
                claims.build());
        try {
            id.sign(other == null ? new RSASSASigner(signing) : new ECDSASigner(other));
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IOException(e);
        }
        return "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"expires_in\": 60, \"id_token\": \""
                + id.serialize() + "\"}";
    }

    private static String parameter(String query, String name) {
        Matcher found = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query);
        return found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : "";
    }

    private static void json(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
