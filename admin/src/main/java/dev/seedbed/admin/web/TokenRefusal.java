package dev.seedbed.admin.web;

import com.nimbusds.jose.proc.BadJOSEException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** Which check a bearer token has not passed, in a word; never what the token says. */
final class TokenRefusal {
    private TokenRefusal() {}

    /** The check, with a name by which {@link #checks} tells of it. */
    static OAuth2TokenValidator<Jwt> named(String name, OAuth2TokenValidator<Jwt> check) {
        return token -> check.validate(token).hasErrors()
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", name, null))
                : OAuth2TokenValidatorResult.success();
    }

    /**
     * The names of the checks that failed, with commas in between: {@code form} for a text that is no signed token,
     * {@code signature} for one that no key of the issuer and no algorithm that is configured verifies, else as they are
     * {@link #named}.
     */
    static String checks(AuthenticationException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JwtValidationException invalid) {
                return names(invalid.getErrors());
            }
            if (cause instanceof BadJOSEException) {
                return "signature";
            }
        }
        return "form";
    }

    private static String names(Collection<OAuth2Error> errors) {
        return errors.stream().map(OAuth2Error::getDescription).collect(Collectors.joining(","));
    }
}
