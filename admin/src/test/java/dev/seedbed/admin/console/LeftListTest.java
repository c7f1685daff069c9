package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Shop;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeftListTest {
    private static final String LIST = "/tables/plan?search=r&sort=-price&provenance=default";
    private static final String FREE = RowsServed.plan("free");
    private static final String CARRIED = "list=search%3Dr%26sort%3D-price%26provenance%3Ddefault";

    private static RowsServed rows;
    private static Shop shop;
    private static Client ann;

    @BeforeAll
    static void signIn() {
        rows = RowsServed.shared();
        shop = rows.shop();
        ann = rows.served().signedIn("leaving-ann", "user");
    }

    @BeforeEach
    void planted() {
        rows.planted();
    }

    private static String escaped(String path) {
        return "href=\"/seedbed" + path.replace("&", "&amp;") + "\"";
    }

    /** The page of the row that a list leads to. */
    private static String row(Page list, String name) {
        return list.body()
                .replaceAll("(?s).*<th scope=\"row\"><a href=\"/seedbed([^\"]*)\">" + name + "</a>.*", "$1")
                .replace("&amp;", "&");
    }

    @Test
    void whoever_deletes_a_row_comes_back_to_the_list_that_they_left() {
        String row = row(Page.of(ann, LIST), "free");
        assertThat(row).isEqualTo(FREE + "?" + CARRIED);
        Page page = Page.of(ann, row);
        assertThat(page.body()).contains(escaped(LIST)).contains(escaped(FREE + "/delete?" + CARRIED));
        Page ask = Page.of(ann, FREE + "/delete?" + CARRIED);
        assertThat(ask.body()).contains(escaped(LIST)).contains(escaped(row));

        String back = Page.target(ask.submit(ann, "reason", "away"));

        assertThat(back).isEqualTo(LIST + "&deleted=" + FREE.replaceAll(".*/", ""));
        Page list = Page.of(ann, back);
        assertThat(list.text())
                .contains("Deleted: the row free , which can be brought back")
                .contains("pro default");
        assertThat(list.body())
                .contains("<p class=\"notice\" role=\"status\">Deleted: the row <a " + escaped(row) + ">free</a>");
        assertThat(Page.target(Page.of(ann, FREE + "/restore?" + CARRIED).submit(ann)))
                .isEqualTo(row);
    }

    @Test
    void what_is_done_to_a_row_or_dropped_keeps_the_way_back() {
        String pro = RowsServed.plan("pro");
        for (String action : new String[] {"/pin", "/unpin", "/restore"}) {
            assertThat(Page.target(Page.of(ann, pro + action + "?" + CARRIED).submit(ann)))
                    .as(action)
                    .isEqualTo(pro + "?" + CARRIED);
        }
        Page form = Page.of(ann, pro + "/edit?" + CARRIED);
        assertThat(form.body()).contains(escaped(LIST)).contains(escaped(pro + "?" + CARRIED));
        assertThat(Page.target(form.submit(ann, "v.price", "50"))).isEqualTo(pro + "?" + CARRIED);
        Page wrong = Page.of(Page.of(ann, pro + "/edit?" + CARRIED)
                .submit(ann, "v.price", "much")
                .expect(422));
        assertThat(wrong.body()).contains(escaped(LIST));
        assertThat(Page.target(wrong.submit(ann, "v.price", "51"))).isEqualTo(pro + "?" + CARRIED);
        assertThat(Page.of(ann, pro + "?" + CARRIED).body())
                .contains(escaped(pro + "/pin?column=price&" + CARRIED))
                .contains(escaped(pro + "/restore?column=price&" + CARRIED));

        assertThat(Page.of(ann, LIST).body()).contains(escaped("/tables/plan/new?" + CARRIED));
        Page empty = Page.of(ann, "/tables/plan/new?" + CARRIED);
        assertThat(empty.body()).contains(escaped(LIST));
        assertThat(Page.target(empty.submit(
                        ann,
                        "v.code",
                        "own",
                        "v.name",
                        "Own",
                        "v.price",
                        "1",
                        "c.enabled",
                        "=true",
                        "c.kind",
                        "=small")))
                .endsWith("?" + CARRIED);
    }

    @Test
    void the_page_of_a_list_is_kept_too() {
        for (int i = 0; i < 60; i++) {
            shop.sql("insert into plan (code, name, price, enabled, kind) values ('z" + i + "', '', 1, true, 'small')");
        }
        Page first = Page.of(ann, "/tables/plan");
        String next =
                first.body().replaceAll("(?s).*<a href=\"/seedbed(/tables/plan\\?after=[^\"]*)\">Next rows.*", "$1");

        String row = row(Page.of(ann, next), "z9");

        assertThat(Page.of(ann, row).body()).contains(escaped(next));
        assertThat(Page.target(Page.of(ann, row.replace("?", "/delete?")).submit(ann)))
                .startsWith(next + "&deleted=");
    }

    @Test
    void an_address_cannot_have_a_page_lead_anywhere_else() {
        assertThat(LeftList.of("sort=a&next=//elsewhere&done=saved&deleted=x&search=%26%22%3E&holds.a%2Fb=1&%zz=1"))
                .isEqualTo(new LeftList("sort=a&search=%26%22%3E&holds.a%2Fb=1"));
        assertThat(LeftList.of("//elsewhere.example/?sort=a")).isEqualTo(new LeftList(""));
        assertThat(LeftList.of("").path("plan")).isEqualTo("/tables/plan");
        assertThat(LeftList.of("").on("/tables/plan/rows/x")).isEqualTo("/tables/plan/rows/x");
        assertThat(LeftList.of("search=x&after=" + "a".repeat(1_500))).isEqualTo(new LeftList("search=x"));
        assertThat(LeftList.of("search=" + "x".repeat(1_500))).isEqualTo(new LeftList(""));
        assertThat(Page.of(ann, FREE + "?list=%22%3E%3Cscript%3E%3Dx%26search%3D%22%3E%3Cb%3E")
                        .body())
                .contains("/seedbed/tables/plan?search=%22%3E%3Cb%3E\"")
                .doesNotContain("<script>=x");
    }
}
