package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KnownParametersTest {
    private static Served served;
    private static Client ada;

    @BeforeAll
    static void start() {
        Shop shop = Shop.onH2();
        shop.seedbed("test").ledger().enable();
        served = Served.start(shop, "test", "--seedbed.admin.limits.requests-per-minute=10000");
        ada = served.signedIn("ada", "admin");
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void no_endpoint_takes_a_parameter_that_it_does_not_have() {
        for (Endpoint endpoint : Endpoint.ofApi(served)) {
            String path = endpoint.path()
                    .substring("/api/v1".length())
                    .replaceAll("\\{id}", "00000000-0000-0000-0000-000000000000")
                    .replaceAll("\\{\\w+}", "x");

            Client.Answer answer = ada.send(endpoint.method(), path + "?nobody%20takes=1", null);

            assertThat(answer.status()).as("%s: %s", endpoint, answer.json()).isEqualTo(422);
            assertThat(answer.json().path("code").asString()).isEqualTo("unknown-parameter");
            assertThat(answer.json().path("where").asString()).isEqualTo("nobody takes");
        }
    }

    @Test
    void a_filter_that_is_misspelled_is_told_with_the_name_that_was_meant_and_with_all_others_that_are_wrong() {
        Client.Answer answer =
                ada.get("/ledger?limit=5&actro=ann&holds.tier_id=3").expect(422);

        assertThat(answer.json().path("detail").asString()).isEqualTo("This endpoint takes no parameter \"actro\".");
        assertThat(answer.json().path("mend").asString())
                .isEqualTo("write \"actor\"; known parameters are before, limit, table, row, actor, run, from, to");
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(each -> each.path("where").asString()))
                .containsExactly("actro", "holds.tier_id");
    }

    @Test
    void of_a_parameter_that_the_pages_have_for_each_column_the_one_of_the_api_is_told() {
        assertThat(ada.get("/tables/tier/rows?holds.tier_id=3").expect(422).text("mend"))
                .startsWith("write \"holds\"; ");
    }

    @Test
    void whoever_may_not_ask_is_not_told_what_could_be_asked() {
        assertThat(served.client().get("/ledger?actro=ann").status()).isEqualTo(401);
        served.signedIn("ann", "user").get("/ledger?actro=ann").refused(403, "not-allowed");
    }

    @Test
    void a_known_parameter_is_taken_however_it_is_encoded() {
        ada.get("/ledger?%6cimit=5&").expect(200);
    }
}
