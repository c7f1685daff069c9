package dev.seedbed.admin.web;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.audit.By;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Sign-in with OpenID Connect: begins at {@code <path>/sign-in/oidc}, and ends with a session of the service. The provider's
 * tokens are kept nowhere.
 */
final class OpenIdConnect {
    private static final String REGISTRATION = "oidc";

    private final AdminProperties properties;
    private final AdminProperties.Oidc settings;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Problems problems;

    OpenIdConnect(
            AdminProperties properties,
            AdminProperties.Oidc settings,
            Sessions sessions,
            SessionCookie cookie,
            Problems problems) {
        this.properties = properties;
        this.settings = settings;
        this.sessions = sessions;
        this.cookie = cookie;
        this.problems = problems;
    }

    void addTo(HttpSecurity http) throws Exception {
        SupplierClientRegistrationRepository registrations = new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(ClientRegistrations.fromIssuerLocation(settings.issuer())
                        .registrationId(REGISTRATION)
                        .clientId(settings.clientId())
                        .clientSecret(settings.clientSecret())
                        .scope(settings.scopes())
                        .userNameAttributeName(settings.nameClaim())
                        .redirectUri("{baseUrl}" + properties.path() + "/sign-in/callback/{registrationId}")
                        .build()));
        http.oauth2Login(login -> login.clientRegistrationRepository(registrations)
                .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                .loginPage(properties.path() + "/")
                .authorizationEndpoint(begin -> begin.baseUri(properties.path() + "/sign-in"))
                .redirectionEndpoint(end -> end.baseUri(properties.path() + "/sign-in/callback/*"))
                .successHandler(this::succeeded)
                .failureHandler((request, response, e) -> problems.refuse(
                        request,
                        response,
                        Chain.notSignedIn("The sign-in with OpenID Connect did not succeed.", "begin it again"))));
    }

    private void succeeded(HttpServletRequest request, HttpServletResponse response, Authentication found)
            throws IOException {
        Set<String> roles = found.getPrincipal() instanceof OidcUser user
                ? Tokens.roles(user.getClaim(settings.rolesClaim()), settings.roles())
                : Set.of();
        String before = cookie.token(request);
        if (before != null) {
            sessions.end(before, new By("oidc:" + found.getName(), Source.of(request), null));
        }
        cookie.set(response, sessions.open("oidc:" + found.getName(), roles, Source.of(request)));
        response.sendRedirect(request.getContextPath() + properties.path() + "/");
    }
}
