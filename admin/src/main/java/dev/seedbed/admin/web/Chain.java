package dev.seedbed.admin.web;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.seed.Problem;
import java.time.Duration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The filters before the service's own servlet, and before nothing else. */
public final class Chain {
    /** No inline script, no inline style, nothing from elsewhere but pictures within a style sheet, and in nobody's frame. */
    static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    static final Duration HSTS = Duration.ofDays(365);
    static final ReferrerPolicy REFERRER_POLICY = ReferrerPolicy.NO_REFERRER;
    static final CrossOriginOpenerPolicy OPENER_POLICY = CrossOriginOpenerPolicy.SAME_ORIGIN;
    static final CrossOriginResourcePolicy RESOURCE_POLICY = CrossOriginResourcePolicy.SAME_ORIGIN;
    static final String PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private Chain() {}

    static Refused notSignedIn(String message, String mend) {
        return new Refused(401, "not-signed-in", new Problem(message, null, mend));
    }

    /**
     * Matches what the container hands to the servlet, by the container's own word: no path is read twice. An HTTP session is
     * the application's: it is looked at, and never renewed.
     */
    public static SecurityFilterChain of(
            HttpSecurity http,
            AdminProperties properties,
            Problems problems,
            Sessions sessions,
            SessionCookie cookie,
            SignedIn signedIn)
            throws Exception {
        http.securityMatcher(request -> properties.path().equals(request.getServletPath()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionFixation(fixation -> fixation.none()))
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(Chain::headers)
                .csrf(csrf -> csrf.csrfTokenRepository(new Csrf(cookie))
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(request -> !Guard.SAFE.contains(request.getMethod())
                                && !Guard.isSignIn(request)
                                && signedIn.isSignedInByBrowser(request)))
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, e) ->
                                problems.refuse(request, response, notSignedIn("Nobody is signed in.", "sign in")))
                        .accessDeniedHandler((request, response, e) -> problems.refuse(
                                request,
                                response,
                                new Refused(
                                        403,
                                        "csrf",
                                        new Problem(
                                                "The request does not carry the token of its session.",
                                                "header " + Csrf.HEADER,
                                                "send what GET session tells as \"csrf\"")))))
                .addFilterBefore(new Guard(properties, problems), CsrfFilter.class)
                .addFilterBefore(signedIn, AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(all -> all.anyRequest().permitAll());
        IssuerCalls calls = new IssuerCalls(properties.leastRsaBits());
        AdminProperties.Jwt jwt = properties.jwt();
        if (jwt != null) {
            Tokens tokens = new Tokens(jwt, calls);
            TokenLog log = new TokenLog(System::nanoTime);
            http.oauth2ResourceServer(server -> server.jwt(
                            bearer -> bearer.decoder(tokens.decoder()).jwtAuthenticationConverter(tokens::caller))
                    .authenticationEntryPoint((request, response, e) -> {
                        String checks = TokenRefusal.checks(e);
                        log.refused(request, checks);
                        problems.refuse(
                                request, response, Challenge.ofRefusedToken(response), "Checks: " + checks + ".");
                    }));
        }
        AdminProperties.Oidc oidc = properties.oidc();
        if (oidc != null) {
            new OpenIdConnect(properties, oidc, calls, sessions, cookie, problems).addTo(http);
        }
        return http.build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .httpStrictTransportSecurity(
                        hsts -> hsts.includeSubDomains(true).maxAgeInSeconds(HSTS.toSeconds()))
                .referrerPolicy(referrer -> referrer.policy(REFERRER_POLICY))
                .crossOriginOpenerPolicy(opener -> opener.policy(OPENER_POLICY))
                .crossOriginResourcePolicy(resource -> resource.policy(RESOURCE_POLICY))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS_POLICY));
    }
}
