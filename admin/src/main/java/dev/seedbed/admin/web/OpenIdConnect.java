package dev.seedbed.admin.web;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.audit.By;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Sign-in with OpenID Connect: begins at {@code <path>/sign-in/oidc}, and ends with a session of the service. The provider's
 * tokens are kept nowhere.
 */
final class OpenIdConnect {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdConnect.class);
    private static final String REGISTRATION = "oidc";
    private static final String WANTED = OpenIdConnect.class.getName() + ".wanted";

    private final AdminProperties properties;
    private final AdminProperties.Oidc settings;
    private final IssuerCalls calls;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Problems problems;

    OpenIdConnect(
            AdminProperties properties,
            AdminProperties.Oidc settings,
            IssuerCalls calls,
            Sessions sessions,
            SessionCookie cookie,
            Problems problems) {
        this.properties = properties;
        this.settings = settings;
        this.calls = calls;
        this.sessions = sessions;
        this.cookie = cookie;
        this.problems = problems;
    }

    void addTo(HttpSecurity http) throws Exception {
        IdTokens tokens = new IdTokens(calls, Tokens.algorithm(settings.algorithm(), "seedbed.admin.oidc.algorithm"));
        RestClientAuthorizationCodeTokenResponseClient exchange = new RestClientAuthorizationCodeTokenResponseClient();
        exchange.setRestClient(calls.tokens());
        DefaultOAuth2UserService told = new DefaultOAuth2UserService();
        told.setRestOperations(calls.people());
        OidcUserService people = new OidcUserService();
        people.setOauth2UserService(told);
        SupplierClientRegistrationRepository registrations =
                new SupplierClientRegistrationRepository(() -> new InMemoryClientRegistrationRepository(
                        ClientRegistrations.fromOidcConfiguration(calls.metadata(settings.issuer()))
                                .registrationId(REGISTRATION)
                                .clientId(settings.clientId())
                                .clientSecret(settings.clientSecret())
                                .scope(settings.scopes())
                                .userNameAttributeName(settings.nameClaim())
                                .redirectUri("{baseUrl}" + properties.path() + "/sign-in/callback/{registrationId}")
                                .build()));
        http.oauth2Login(login -> login.clientRegistrationRepository(registrations)
                .authorizedClientRepository(new Nowhere())
                .loginPage(properties.path() + "/")
                .authorizationEndpoint(begin -> begin.authorizationRequestResolver(requests(registrations)))
                .tokenEndpoint(end -> end.accessTokenResponseClient(exchange))
                .userInfoEndpoint(end -> end.oidcUserService(people))
                .withObjectPostProcessor(new ObjectPostProcessor<OidcAuthorizationCodeAuthenticationProvider>() {
                    @Override
                    public <T extends OidcAuthorizationCodeAuthenticationProvider> T postProcess(T provider) {
                        provider.setJwtDecoderFactory(tokens);
                        return provider;
                    }
                })
                .redirectionEndpoint(end -> end.baseUri(properties.path() + "/sign-in/callback/*"))
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <T extends OAuth2AuthorizationRequestRedirectFilter> T postProcess(T filter) {
                        filter.setAuthenticationFailureHandler((request, response, e) -> away(request, response, e));
                        return filter;
                    }
                })
                .successHandler(this::succeeded)
                .failureHandler((request, response, e) -> problems.refuse(
                        request,
                        response,
                        Chain.notSignedIn("The sign-in with OpenID Connect did not succeed.", "begin it again"))));
    }

    /** Remembers which page somebody asked for, until they come back from the provider. */
    private OAuth2AuthorizationRequestResolver requests(ClientRegistrationRepository registrations) {
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(registrations, properties.path() + "/sign-in");
        if (!settings.acrValues().isEmpty()) {
            requests.setAuthorizationRequestCustomizer(request -> request.additionalParameters(
                    more -> more.put("acr_values", String.join(" ", settings.acrValues()))));
        }
        return new OAuth2AuthorizationRequestResolver() {
            @Override
            public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
                return began(request, requests.resolve(request));
            }

            @Override
            public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
                return began(request, requests.resolve(request, registration));
            }
        };
    }

    private static @Nullable OAuth2AuthorizationRequest began(
            HttpServletRequest request, @Nullable OAuth2AuthorizationRequest began) {
        if (began != null) {
            String next = Next.of(request.getParameter("next"));
            request.getSession().setAttribute(WANTED, new Wanted(String.valueOf(began.getState()), next));
        }
        return began;
    }

    /** The page that was asked for when this sign-in began. */
    private static String wanted(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object wanted = session == null ? null : session.getAttribute(WANTED);
        if (session == null || !(wanted instanceof Wanted page)) {
            return Next.FIRST;
        }
        session.removeAttribute(WANTED);
        return page.state().equals(request.getParameter("state")) ? page.next() : Next.FIRST;
    }

    /** @param state by which the provider's answer tells to which beginning it belongs */
    private record Wanted(String state, String next) implements Serializable {}

    private void away(HttpServletRequest request, HttpServletResponse response, Exception e) throws IOException {
        LOG.error("The sign-in with OpenID Connect cannot begin.", e);
        problems.write(
                request,
                response,
                new Refused(
                        502,
                        "provider-away",
                        new Problem("The sign-in with OpenID Connect cannot begin.", null, "try again later")));
    }

    private void succeeded(HttpServletRequest request, HttpServletResponse response, Authentication found)
            throws IOException {
        String name = Caller.Kind.OIDC.prefix() + found.getName();
        if (name.length() > Caller.LONGEST_NAME) {
            problems.refuse(
                    request,
                    response,
                    Chain.notSignedIn("The provider's name for you is too long.", "use another claim"));
            return;
        }
        if (!settings.acrValues().isEmpty()
                && !(found.getPrincipal() instanceof OidcUser user
                        && user.getIdToken().getClaim("acr") instanceof String acr
                        && settings.acrValues().contains(acr))) {
            problems.refuse(
                    request,
                    response,
                    Chain.notSignedIn(
                            "The provider did not sign you in as strongly as this service wants.",
                            "sign in there with a second factor"));
            return;
        }
        Set<String> roles = !settings.applicationRoles() && found.getPrincipal() instanceof OidcUser user
                ? Tokens.roles(user.getClaim(settings.rolesClaim()), settings.roles())
                : Set.of();
        String before = cookie.token(request);
        if (before != null) {
            sessions.end(before, new By(name, Source.of(request), null));
        }
        cookie.set(request, response, sessions.open(name, roles, Source.of(request)));
        response.sendRedirect(request.getContextPath() + properties.path() + wanted(request));
    }

    /** Keeps no token of the provider: nothing is asked of it once somebody is signed in. */
    private static final class Nowhere implements OAuth2AuthorizedClientRepository {
        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals")
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String registration, @Nullable Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {}

        @Override
        public void removeAuthorizedClient(
                String registration,
                @Nullable Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {}
    }
}
