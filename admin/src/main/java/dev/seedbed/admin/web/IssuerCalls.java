package dev.seedbed.admin.web;

import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import java.net.http.HttpClient;
import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * What is asked of whoever issues tokens: at the addresses that the configuration names, or the issuer itself, and at none
 * that an answer leads on to; and not for ever, so that one that does not answer keeps no thread. Thread-safe.
 */
final class IssuerCalls {
    private static final Duration CONNECTED = Duration.ofSeconds(5);
    private static final Duration ANSWERED = Duration.ofSeconds(10);
    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private final ClientHttpRequestFactory requests;
    private final int leastRsaBits;

    /** @param leastRsaBits keys of RSA that are shorter verify nothing */
    IssuerCalls(int leastRsaBits) {
        this.leastRsaBits = leastRsaBits;
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECTED)
                .build());
        factory.setReadTimeout(ANSWERED);
        this.requests = factory;
    }

    /**
     * What an issuer says of itself.
     *
     * @throws IllegalStateException where it says to be another, or says nothing
     * @throws org.springframework.web.client.RestClientException where it cannot be asked
     */
    Map<String, Object> metadata(String issuer) {
        Map<String, Object> said = new RestTemplate(requests)
                .exchange(issuer + "/.well-known/openid-configuration", HttpMethod.GET, null, JSON)
                .getBody();
        if (said == null || !issuer.equals(said.get("issuer"))) {
            throw new IllegalStateException("The issuer " + issuer + " says nothing of itself, or to be "
                    + (said == null ? "nobody" : said.get("issuer")) + ".");
        }
        return said;
    }

    /** Verifies with the keys at an address. */
    NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder decoder(String keys) {
        return NimbusJwtDecoder.withJwkSetUri(keys)
                .restOperations(new RestTemplate(requests))
                .jwtProcessorCustomizer(this::withoutShortKeys);
    }

    private void withoutShortKeys(ConfigurableJWTProcessor<SecurityContext> processor) {
        JWSKeySelector<SecurityContext> all = processor.getJWSKeySelector();
        processor.setJWSKeySelector((header, context) -> all.selectJWSKeys(header, context).stream()
                .filter(this::isLongEnough)
                .toList());
    }

    boolean isLongEnough(Key key) {
        return !(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() >= leastRsaBits;
    }

    /** For what is told of a person. */
    RestTemplate people() {
        RestTemplate people = new RestTemplate(requests);
        people.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        return people;
    }

    /** For tokens, in exchange for a code. */
    RestClient tokens() {
        return RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build();
    }
}
