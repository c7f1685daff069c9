package dev.seedbed.admin.web;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.access.Caller;
import dev.seedbed.seed.SeedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Bearer tokens of machines: signed as configured, for this service, by the issuer that is named, and not for ever. */
final class Tokens {

    /** How far two clocks may be apart. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    /** Of access tokens; other kinds, such as those of a logout, say another. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private static final Set<String> OF_ID_TOKENS = Set.of("nonce", "at_hash", "c_hash");

    private final AdminProperties.Jwt settings;
    private final IssuerCalls calls;

    Tokens(AdminProperties.Jwt settings, IssuerCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /** @throws SeedException a usage error for keys and algorithms that are none */
    JwtDecoder decoder() {
        List<SignatureAlgorithm> algorithms = algorithms();
        NimbusJwtDecoder decoder = settings.jwkSetUri() != null
                ? calls.decoder(settings.jwkSetUri())
                        .jwsAlgorithms(chosen -> chosen.addAll(algorithms))
                        .validateType(false)
                        .build()
                : ofKey(String.valueOf(settings.publicKey()), algorithms);
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                TokenRefusal.named("type", Tokens::isForAccess),
                TokenRefusal.named("time", times),
                TokenRefusal.named("issuer", new JwtIssuerValidator(settings.issuer())),
                TokenRefusal.named(
                        "audience",
                        new JwtClaimValidator<Collection<String>>(
                                JwtClaimNames.AUD, aud -> aud != null && aud.contains(settings.audience()))),
                TokenRefusal.named(
                        "subject",
                        new JwtClaimValidator<String>(
                                JwtClaimNames.SUB,
                                sub -> sub != null
                                        && !sub.isBlank()
                                        && (Caller.Kind.TOKEN.prefix() + sub).length() <= Caller.LONGEST_NAME)))));
        return decoder;
    }

    /** An ID token says who somebody is to whoever asked for it, and is no permission to call anything. */
    private static OAuth2TokenValidatorResult isForAccess(Jwt token) {
        String type =
                String.valueOf(token.getHeaders().getOrDefault("typ", "JWT")).toLowerCase(Locale.ROOT);
        return TYPES.contains(type) && OF_ID_TOKENS.stream().noneMatch(token::hasClaim)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"));
    }

    private NimbusJwtDecoder ofKey(String pem, List<SignatureAlgorithm> algorithms) {
        if (algorithms.size() != 1) {
            throw SeedException.usage(
                    "A public key is for one algorithm.", "seedbed.admin.jwt.algorithms", "name one, such as RS256");
        }
        try {
            RSAPublicKey key =
                    RsaKeyConverters.x509().convert(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            if (!calls.isLongEnough(key)) {
                throw SeedException.usage(
                        "The public key has " + key.getModulus().bitLength() + " bits, which is too short.",
                        "seedbed.admin.jwt.public-key",
                        "set a longer one, or seedbed.admin.least-rsa-bits");
            }
            return NimbusJwtDecoder.withPublicKey(key)
                    .signatureAlgorithm(algorithms.get(0))
                    .validateType(false)
                    .build();
        } catch (IllegalArgumentException e) {
            throw SeedException.usage(
                    "The public key is none: " + e.getMessage(),
                    "seedbed.admin.jwt.public-key",
                    "set the RSA key that begins with -----BEGIN PUBLIC KEY-----");
        }
    }

    private List<SignatureAlgorithm> algorithms() {
        return settings.algorithms().stream()
                .map(name -> algorithm(name, "seedbed.admin.jwt.algorithms"))
                .toList();
    }

    /** @throws SeedException a usage error for a name of none */
    static SignatureAlgorithm algorithm(String name, String property) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.from(name);
        if (algorithm == null) {
            throw SeedException.usage(
                    "There is no algorithm \"" + name + "\" for tokens.",
                    property,
                    "choose among RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 and ES512");
        }
        return algorithm;
    }

    CallerAuthentication caller(Jwt token) {
        return new CallerAuthentication(new Caller(
                Caller.Kind.TOKEN.prefix() + token.getSubject(),
                Caller.Kind.TOKEN,
                null,
                roles(token.getClaim(settings.rolesClaim()), settings.roles()),
                null));
    }

    /** What a claim says, a list or words, as roles of the service; what nobody mapped gives none. */
    static Set<String> roles(@Nullable Object claim, Map<String, String> mapped) {
        Set<String> roles = new TreeSet<>();
        Collection<?> words = claim instanceof Collection<?> list
                ? list
                : claim instanceof String text ? List.of(text.split(" ")) : List.of();
        for (Object word : words) {
            String role = mapped.get(String.valueOf(word));
            if (role != null) {
                roles.add(role);
            }
        }
        return roles;
    }
}
