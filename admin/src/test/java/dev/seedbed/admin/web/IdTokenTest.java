package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the provider says of who signs in is taken where each check of it passes, and by no other. */
class IdTokenTest {
    private static boolean signsIn(Served served) throws Exception {
        Visitor visitor = new Visitor("http://localhost:" + served.port());
        visitor.follow("/seedbed/sign-in/oidc");
        return visitor.cookie("__Host-seedbed-admin") != null;
    }

    @Test
    void of_another_nonce_audience_issuer_time_or_key_it_signs_nobody_in() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("one").generate();
        Map<String, Object> wrong = new LinkedHashMap<>();
        wrong.put("nonce", "of-another-sign-in");
        wrong.put("aud", "another-service");
        wrong.put("iss", "https://elsewhere.example");
        wrong.put("exp", Date.from(Instant.now().minusSeconds(600)));
        try (Provider provider = new Provider(key);
                Served served = Served.start(
                        Shop.onH2(),
                        "test",
                        "--seedbed.admin.oidc.issuer=" + provider.issuer(),
                        "--seedbed.admin.oidc.client-id=admin-service",
                        "--seedbed.admin.oidc.client-secret=secret")) {
            List<String> let = new ArrayList<>();
            for (Map.Entry<String, Object> claim : wrong.entrySet()) {
                provider.says(claim.getKey(), claim.getValue());
                if (signsIn(served)) {
                    let.add(claim.getKey());
                }
            }
            provider.says(null, null);
            provider.signs(new RSAKeyGenerator(2048).keyID("one").generate());
            if (signsIn(served)) {
                let.add("key");
            }
            provider.signs(key);

            assertThat(let).isEmpty();
            assertThat(signsIn(served)).isTrue();
        }
    }
}
