package dev.seedbed.admin.web;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** ID tokens of the one provider, signed by the one algorithm that is configured for it. Thread-safe. */
final class IdTokens implements JwtDecoderFactory<ClientRegistration> {
    private final IssuerCalls calls;
    private final SignatureAlgorithm algorithm;
    private @Nullable JwtDecoder decoder;

    IdTokens(IssuerCalls calls, SignatureAlgorithm algorithm) {
        this.calls = calls;
        this.algorithm = algorithm;
    }

    /** The same each time: it remembers the provider's keys. */
    @Override
    public synchronized JwtDecoder createDecoder(ClientRegistration provider) {
        JwtDecoder known = decoder;
        if (known == null) {
            NimbusJwtDecoder made = calls.decoder(
                            String.valueOf(provider.getProviderDetails().getJwkSetUri()))
                    .jwsAlgorithm(algorithm)
                    .build();
            made.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    new JwtTimestampValidator(), new OidcIdTokenValidator(provider)));
            made.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
            known = made;
            decoder = made;
        }
        return known;
    }
}
