package dev.seedbed.admin;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Mapped;
import dev.seedbed.admin.account.FactorHash;
import dev.seedbed.admin.account.FactorPolicy;
import dev.seedbed.admin.application.CasbinMapping;
import dev.seedbed.admin.application.TableMapping;
import dev.seedbed.seed.SeedException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code seedbed.admin.*}. Roles of callers who have no account here are given by {@code roles}, from what
 * their token or application says to roles of the service; what is not listed gives none.
 *
 * @param enabled false unless somebody says so
 * @param path where the service is mounted; default {@code /seedbed}
 * @param dataSource name of the bean for the database that the seeds are planted in; default the one that
 *     {@code seedbed.data-source} names, the only one, or the primary one
 * @param accounts whether people sign in with accounts of the service; default true
 * @param firstAccount name of the account that the start makes where there is none; null to have one made up. In production none
 *     that accounts usually come with, such as {@code admin}
 * @param application sign-in of the application that the service is mounted in
 * @param session of people
 * @param limits on what is sent
 * @param secondPerson whether a plan in production is applied by another than who made it; default false
 * @param secondFactor of people who sign in with accounts of the service; default required in production, optional elsewhere
 * @param factorHash what codes of second factors that are enrolled from now on are made with; default SHA-1, which every
 *     authenticator knows
 * @param secretKey encrypts their second factors in the database, or several keys with commas in between, the current one
 *     first; null to write them as they are
 * @param breachedPasswords file of passwords that nobody may take: SHA-1 hashes in hexadecimal digits, one a line, sorted;
 *     null for the common ones that the service brings along
 * @param leastRsaBits of keys that tokens and ID tokens are signed with; shorter ones verify nothing. Default 2048
 * @param trail of changes and refusals
 * @param runGrace how long a run may go on when the service is told to stop; default 60 seconds
 * @param jwt bearer tokens of machines; null for none
 * @param oidc sign-in with OpenID Connect; null for none
 */
@ConfigurationProperties("seedbed.admin")
public record AdminProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("/seedbed") String path,
        @Nullable String dataSource,
        @DefaultValue("true") boolean accounts,
        @Nullable String firstAccount,
        @DefaultValue Application application,
        @DefaultValue Session session,
        @DefaultValue Limits limits,
        @DefaultValue("false") boolean secondPerson,
        @Nullable FactorPolicy secondFactor,
        @DefaultValue("sha1") FactorHash factorHash,
        @Nullable String secretKey,
        @Nullable String breachedPasswords,
        @DefaultValue("2048") int leastRsaBits,
        @DefaultValue Trail trail,
        @DefaultValue("60s") Duration runGrace,
        @Nullable Jwt jwt,
        @Nullable Oidc oidc) {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-]+)+");

    /**
     * Sign-in of the application, and its roles.
     *
     * @param signIn whether it counts here; default false
     * @param roles from roles in the application's tables, where one of the mappings says where these are; else from
     *     authorities such as {@code ROLE_ADMIN}
     * @param casbin roles in Casbin's rules; null for none
     * @param tables roles in tables that are joined; null for none
     */
    public record Application(
            @DefaultValue("false") boolean signIn,
            @DefaultValue Map<String, String> roles,
            @Nullable CasbinMapping casbin,
            @Nullable TableMapping tables) {}

    /**
     * Sessions.
     *
     * @param idle a session ends when it was not used for so long; default 30 minutes
     * @param longest and in any case so long after the sign-in; default 12 hours
     * @param secure whether the cookie is for HTTPS (and localhost) alone; default true
     */
    public record Session(
            @DefaultValue("30m") Duration idle,
            @DefaultValue("12h") Duration longest,
            @DefaultValue("true") boolean secure) {}

    /**
     * Limits.
     *
     * @param requestsPerMinute from one address; default 600
     * @param signInsPerMinute from one address; default 20
     * @param bodyBytes of a request; default 262,144
     */
    public record Limits(
            @DefaultValue("600") int requestsPerMinute,
            @DefaultValue("20") int signInsPerMinute,
            @DefaultValue("262144") int bodyBytes) {}

    /**
     * The trail.
     *
     * @param heads how often the log is told where the chains end that have got longer; default a minute, 0 for never
     */
    public record Trail(@DefaultValue("1m") Duration heads) {
        public Trail {
            if (heads.isNegative()) {
                throw SeedException.usage(
                        "The log cannot be told every \"" + heads + "\".",
                        "seedbed.admin.trail.heads",
                        "write a time such as 1m, or 0 for never");
            }
        }
    }

    /**
     * Bearer tokens.
     *
     * @param issuer that a token must name
     * @param audience that a token must name
     * @param jwkSetUri where the keys are; null where {@code publicKey} is given
     * @param publicKey an RSA key as PEM; null where {@code jwkSetUri} is given
     * @param algorithms that a token may be signed with; default RS256
     * @param rolesClaim a list, or words in one text; default {@code roles}
     * @param roles from what stands in that claim
     */
    public record Jwt(
            String issuer,
            String audience,
            @Nullable String jwkSetUri,
            @Nullable String publicKey,
            @DefaultValue("RS256") List<String> algorithms,
            @DefaultValue("roles") String rolesClaim,
            @DefaultValue Map<String, String> roles) {}

    /**
     * OpenID Connect.
     *
     * @param issuer whose {@code /.well-known/openid-configuration} is read at the first sign-in
     * @param scopes default {@code openid}
     * @param nameClaim what the trail calls people by; default {@code sub}
     * @param rolesClaim a list, or words in one text; default {@code roles}
     * @param roles from what stands in that claim
     * @param acrValues of which the ID token must have one as {@code acr}, and for which the provider is asked; default none,
     *     which takes what the provider holds to be enough
     * @param algorithm that ID tokens must be signed with; default RS256
     * @param applicationRoles whether the application's tables say which roles people have, and no claim; default false
     */
    public record Oidc(
            String issuer,
            String clientId,
            String clientSecret,
            @DefaultValue("openid") List<String> scopes,
            @DefaultValue("sub") String nameClaim,
            @DefaultValue("roles") String rolesClaim,
            @DefaultValue Map<String, String> roles,
            @DefaultValue List<String> acrValues,
            @DefaultValue("RS256") String algorithm,
            @DefaultValue("false") boolean applicationRoles) {
        /** Never the secret. */
        @Override
        public String toString() {
            return issuer;
        }
    }

    /** Whether people have a second factor, where the seeds are planted for this environment. */
    FactorPolicy secondFactor(String environment) {
        if (secondFactor != null) {
            return secondFactor;
        }
        return environment.equals("production") ? FactorPolicy.REQUIRED : FactorPolicy.OPTIONAL;
    }

    /** From what is said of callers who have no account here to roles of the service. */
    Mapped mapped() {
        Map<Caller.Kind, Map<String, String>> roles = new EnumMap<>(Caller.Kind.class);
        roles.put(Caller.Kind.APPLICATION, application.roles());
        if (jwt != null) {
            roles.put(Caller.Kind.TOKEN, jwt.roles());
        }
        if (oidc != null && !oidc.applicationRoles()) {
            roles.put(Caller.Kind.OIDC, oidc.roles());
        }
        return new Mapped(roles);
    }

    /** How those sign in whose roles the application's tables say. */
    public Set<Caller.Kind> readingRoles() {
        Set<Caller.Kind> reading = EnumSet.noneOf(Caller.Kind.class);
        if (application.signIn() && (application.casbin() != null || application.tables() != null)) {
            reading.add(Caller.Kind.APPLICATION);
        }
        if (oidc != null && oidc.applicationRoles()) {
            reading.add(Caller.Kind.OIDC);
        }
        return reading;
    }

    public AdminProperties {
        if (!PATH.matcher(path).matches()) {
            throw SeedException.usage(
                    "The path \"" + path + "\" is none where the service can be mounted.",
                    "seedbed.admin.path",
                    "write something such as /seedbed, in letters, digits, \"_\" and \"-\", without \"/\" at its end");
        }
        if (jwt != null && (jwt.jwkSetUri() == null) == (jwt.publicKey() == null)) {
            throw SeedException.usage(
                    "Bearer tokens need one place of keys.",
                    "seedbed.admin.jwt",
                    "set jwk-set-uri or public-key, and not both");
        }
        if (jwt != null
                && oidc != null
                && jwt.issuer().equals(oidc.issuer())
                && jwt.audience().equals(oidc.clientId())) {
            throw SeedException.usage(
                    "Bearer tokens have the audience \"" + jwt.audience()
                            + "\", which ID tokens of OpenID Connect have too.",
                    "seedbed.admin.jwt.audience",
                    "have the issuer name another audience in tokens for this API");
        }
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "path=" + path;
    }
}
