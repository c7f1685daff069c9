package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Tables whose seeds name a column that says when a row was deleted. */
class MarkedRowPagesTest {
    private static final String HOUSE = row("house");
    private static final String OWN = row("own");

    private static String row(String code) {
        return "/tables/client/rows/"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(("{\"code\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_person_who_deletes_a_row_marks_it_and_brings_it_back() {
        Shop shop = shop();
        shop.sql("create table visit (client varchar(40) references client (code))");
        shop.sql("insert into visit values ('house')");
        try (Served served = Served.start(shop, "production")) {
            Client ann = served.signedIn("ann", "user");

            Page ask = Page.of(ann, HOUSE + "/delete");
            assertThat(ask.text())
                    .contains("1 row of visit refers to it by CLIENT.", "Rows that refer to it go on doing so.")
                    .contains(
                            "The row stays in the table, and its column deleted_at says from now on when it was deleted")
                    .doesNotContain("is refused");
            Page.target(ask.submit(ann, "reason", "moved"));

            assertThat(shop.rows("select name from client where deleted_at is not null"))
                    .containsExactly("Us");
            Page gone = Page.of(ann, HOUSE);
            assertThat(gone.text()).contains("house deleted by hand").contains("Bring it back");
            assertThat(gone.body()).doesNotContain(HOUSE + "/delete\"", "Pin ");
            assertThat(gone.text()).doesNotContain("not known");
            Page told = Page.of(served.signedIn("ada", "admin"), HOUSE);
            assertThat(told.text())
                    .containsPattern("deleted_at: NULL → 20[0-9]")
                    .doesNotContain("→ gone");
            assertThat(Page.of(ann, HOUSE + "/restore").text())
                    .contains("Bring back row house", "not marked as deleted any more");
            Page.target(Page.of(ann, HOUSE + "/restore").submit(ann));
            assertThat(shop.rows("select name from client where deleted_at is null"))
                    .containsExactly("Us");
        }
    }

    @Test
    void a_row_that_no_seed_declares_says_that_it_is_marked_and_goes_when_it_is_deleted_once_more() {
        Shop shop = shop();
        shop.sql("insert into client values ('own', 'Ours', null)");
        try (Served served = Served.start(shop, "production")) {
            Client ann = served.signedIn("ann", "user");
            assertThat(Page.of(ann, OWN).text()).contains("own added by hand Edit");

            Page ask = Page.of(ann, OWN + "/delete");
            assertThat(ask.text()).contains("The row stays in the table", "nothing here brings it back");
            Page.target(ask.submit(ann));
            assertThat(Page.of(ann, OWN).text()).contains("own added by hand marked as deleted");

            Page again = Page.of(ann, OWN + "/delete");
            assertThat(again.text())
                    .contains(
                            "The row goes now. No seed declares it", "If one does when you delete it, that is refused.")
                    .doesNotContain("The row stays");
            Page.target(again.submit(ann));
            assertThat(shop.rows("select code from client")).containsExactly("house");
        }
    }

    private static Shop shop() {
        Shop shop = Shop.onH2();
        shop.sql("create table client (code varchar(40) primary key, name varchar(40), deleted_at timestamp)");
        shop.seedFile("clients.yaml", """
            tables:
              client:
                key: [code]
                soft-delete: deleted_at
                rows:
                  - {code: house, name: Us}
            """);
        shop.seedbed("production").ledger().enable();
        shop.update();
        return shop;
    }
}
