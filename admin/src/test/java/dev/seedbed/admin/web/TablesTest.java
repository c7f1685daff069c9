package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.testkit.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** On PostgreSQL, in production, with a ledger. */
class TablesTest {
    private static Shop shop;
    private static Served served;
    private static Client reader;
    private static Client ann;
    private static Client ben;
    private static Client admin;

    @BeforeAll
    static void start() {
        PostgresServer server = PostgresServer.of(18);
        shop = Shop.on(server.dataSource(server.newDatabase()));
        shop.seedbed("production").ledger().enable();
        served = Served.start(shop, "production");
        reader = served.signedIn("rita", "readonly");
        ann = served.signedIn("ann", "user");
        ben = served.signedIn("ben", "user");
        admin = served.signedIn("ada", "admin");
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @BeforeEach
    void planted() {
        shop.sql("delete from tier");
        shop.sql("drop table seedbed_ledger");
        shop.seeds("{code: starter, price: 12}", "{code: team, price: 49}");
        shop.seedbed("production").ledger().enable();
        shop.seedbed("production").fill();
    }

    private static JsonNode row(Client client, String code) {
        return client.get("/tables/tier/rows?search=" + code)
                .expect(200)
                .json()
                .path("rows")
                .path(0);
    }

    private static String path(JsonNode row) {
        return "/tables/tier/rows/" + row.path("id").asString();
    }

    private static String tag(JsonNode row) {
        return "\"" + row.path("version").asString() + "\"";
    }

    private static Client.Answer patch(Client client, JsonNode row, String price) {
        return client.send(
                "PATCH",
                path(row),
                "{\"values\": {\"price\": \"" + price + "\"}, \"reason\": \"asked for\"}",
                "If-Match",
                tag(row));
    }

    @Test
    void tables_and_rows_are_told_with_what_their_values_are_to_the_seeds() {
        shop.sql("update tier set price = 50 where code = 'team'");
        shop.sql("insert into tier values ('own', 1)");

        JsonNode table = reader.get("/tables").expect(200).json().path("tables").path(0);
        assertThat(table.path("name").asString()).isEqualTo("tier");
        assertThat(table.path("key").toString()).isEqualTo("[\"code\"]");
        assertThat(table.path("columns").valueStream())
                .extracting(column -> column.path("name").asString() + " "
                        + column.path("type").asString())
                .containsExactly("code character varying(40)", "price numeric(10,2)");
        assertThat(reader.get("/tables/tier/rows")
                        .expect(200)
                        .json()
                        .path("rows")
                        .valueStream())
                .extracting(row -> row.path("key").path("code").asString() + " "
                        + row.path("provenance").asString() + " "
                        + row.path("values").path("price").path("text").asString() + " of "
                        + row.path("values").path("price").path("declared").toString())
                .containsExactly(
                        "own added 1.00 of {}",
                        "starter default 12.00 of {\"price\":\"12.00\"}",
                        "team customised 50.00 of {\"price\":\"49.00\"}");
    }

    @Test
    void rows_that_refer_to_one_are_told_and_rows_are_found_by_what_they_hold() {
        shop.sql("create table tier_note (id integer primary key, tier varchar(40) references tier (code))");
        try {
            shop.sql("insert into tier_note values (1, 'team'), (2, 'team'), (3, 'starter')");
            JsonNode team = row(ann, "team");

            JsonNode referring =
                    ann.get(path(team) + "/referring").expect(200).json().path("referring");

            assertThat(referring.size()).isEqualTo(1);
            assertThat(referring.path(0).toString())
                    .isEqualTo("{\"table\":\"tier_note\",\"columns\":[\"tier\"],\"holds\":null,\"rows\":2,"
                            + "\"areMore\":false}");
            reader.get(path(team) + "/referring").refused(403, "not-allowed");
            assertThat(ann.delete(path(team), "If-Match", tag(team))
                            .refused(409, "referred-to")
                            .text("detail"))
                    .isEqualTo("2 rows of table tier_note refer to the row code=team.");
        } finally {
            shop.sql("drop table tier_note");
        }
        assertThat(reader.get("/tables/tier/rows?holds=" + RowId.of(Map.of("price", "49")))
                        .expect(200)
                        .json()
                        .path("rows")
                        .valueStream())
                .extracting(row -> row.path("key").path("code").asString())
                .containsExactly("team");
        reader.get("/tables/tier/rows?holds=x").refused(422, "no-values");
    }

    @Test
    void pages_follow_each_other() {
        Client.Answer first = reader.get("/tables/tier/rows?limit=1").expect(200);
        Client.Answer second = reader.get("/tables/tier/rows?limit=1&after=" + first.text("next"))
                .expect(200);

        assertThat(first.json().path("rows").path(0).path("key").path("code").asString())
                .isEqualTo("starter");
        assertThat(second.json().path("rows").path(0).path("key").path("code").asString())
                .isEqualTo("team");
        assertThat(second.json().path("next").isNull()).isTrue();
        reader.get("/tables/tier/rows?after=nonsense").refused(422, "wrong");
    }

    @Test
    void all_that_is_wrong_with_values_is_told_with_the_columns_it_is_wrong_with() {
        Client.Answer refused = ann.post("/tables/tier/rows", Map.of("values", Map.of("price", "much", "cod", "x")))
                .refused(422, "invalid");

        assertThat(refused.json().path("errors").valueStream())
                .extracting(error -> error.path("column").asString() + ": "
                        + error.path("detail").asString())
                .containsExactlyInAnyOrder(
                        "price: Value \"much\" does not fit column \"price\" (numeric(10,2)): it is not a number.",
                        "cod: Table \"tier\" has no column \"cod\".");
        assertThat(refused.text("detail"))
                .isEqualTo(refused.json().path("errors").path(0).path("detail").asString());
        ann.get("/tables/none/rows").refused(404, "no-table");
    }

    @Test
    void a_pin_that_names_a_version_is_set_only_on_that() {
        JsonNode seen = row(ann, "team");
        patch(ben, seen, "45.50").expect(200);

        ann.send("PUT", path(seen) + "/pin", "{}", "If-Match", tag(seen)).refused(412, "moved");
        assertThat(ann.send("PUT", path(seen) + "/pin", "{}", "If-Match", "nonsense")
                        .refused(428, "version-missing")
                        .text("detail"))
                .isEqualTo("What stands in If-Match is no version of what the request changes.");
        assertThat(row(ann, "team").path("isPinned").asBoolean()).isFalse();
        ann.send("PUT", path(seen) + "/pin", "{}", "If-Match", tag(row(ann, "team")))
                .expect(200);
        assertThat(row(ann, "team").path("isPinned").asBoolean()).isTrue();
    }

    @Test
    void a_change_says_who_and_why_and_stays_in_the_next_release() {
        JsonNode team = row(ann, "team");

        Client.Answer changed = patch(ann, team, "45.50").expect(200);

        assertThat(changed.header("ETag")).isNotEqualTo(tag(team));
        assertThat(changed.json()
                        .path("values")
                        .path("price")
                        .path("setBy")
                        .path("actor")
                        .asString())
                .isEqualTo("ann");
        shop.seeds("{code: starter, price: 12}", "{code: team, price: 59}");
        shop.update();
        assertThat(shop.rows("select price from tier where code = 'team'")).containsExactly("45.50");
        assertThat(row(ann, "team").path("update").asString()).isNotEmpty();
        JsonNode entry = admin.get("/ledger?table=tier&limit=1")
                .expect(200)
                .json()
                .path("entries")
                .path(0);
        assertThat(entry.path("actor").asString()).isEqualTo("ann");
        assertThat(entry.path("reason").asString()).isEqualTo("asked for");
        assertThat(entry.path("rows").path(0).path("before").toString()).isEqualTo("{\"price\":\"49.00\"}");
        assertThat(entry.path("rows").path(0).path("after").toString()).isEqualTo("{\"price\":\"45.50\"}");
        assertThat(admin.get("/ledger/verification")
                        .expect(200)
                        .json()
                        .path("whole")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void of_two_who_saw_the_same_row_the_second_is_told_and_nothing_is_lost() {
        JsonNode seen = row(ann, "team");
        assertThat(row(ben, "team")).isEqualTo(seen);

        patch(ann, seen, "50").expect(200);
        patch(ben, seen, "51").refused(412, "moved");

        assertThat(shop.rows("select price from tier where code = 'team'")).containsExactly("50.00");
        ben.send("PATCH", path(seen), "{\"values\": {\"price\": \"51\"}}").refused(428, "version-missing");
        patch(ben, row(ben, "team"), "51").expect(200);
        assertThat(shop.rows("select price from tier where code = 'team'")).containsExactly("51.00");
    }

    @Test
    void of_ten_at_once_one_gets_through() throws Exception {
        JsonNode seen = row(ann, "team");
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            Callable<Integer> change = () -> patch(ann, seen, "77").status();
            List<Integer> statuses = threads.invokeAll(java.util.Collections.nCopies(10, change)).stream()
                    .map(future -> {
                        try {
                            return future.get();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .sorted()
                    .toList();
            assertThat(statuses)
                    .startsWith(200)
                    .filteredOn(status -> status != 200)
                    .hasSize(9)
                    .containsOnly(412);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void rows_are_made_deleted_restored_and_pinned() {
        JsonNode made = ann.post("/tables/tier/rows", Map.of("values", Map.of("code", "own", "price", "5")))
                .expect(201)
                .json();
        assertThat(made.path("provenance").asString()).isEqualTo("added");
        ann.post("/tables/tier/rows", Map.of("values", Map.of("code", "own", "price", "5")))
                .refused(409, "exists");
        ann.delete(path(made), "If-Match", tag(made)).expect(204);

        JsonNode team = row(ann, "team");
        ann.delete(path(team) + "?reason=gone", "If-Match", tag(team)).expect(204);
        assertThat(row(ann, "team").path("provenance").asString()).isEqualTo("deleted");
        ann.post(path(team) + "/restore", Map.of(), "If-None-Match", "*").expect(200);
        assertThat(row(ann, "team").path("provenance").asString()).isEqualTo("default");

        assertThat(ann.put(path(team) + "/pin", Map.of("column", "price"))
                        .expect(200)
                        .json()
                        .path("changed")
                        .asBoolean())
                .isTrue();
        assertThat(row(ann, "team")
                        .path("values")
                        .path("price")
                        .path("isPinned")
                        .asBoolean())
                .isTrue();
        assertThat(ann.delete(path(team) + "/pin")
                        .expect(200)
                        .json()
                        .path("changed")
                        .asBoolean())
                .isTrue();
        assertThat(shop.rows("select code from tier order by code")).containsExactly("starter", "team");
    }

    @Test
    void what_may_not_be_changed_or_seen_is_refused_with_the_reason() {
        shop.sql("create table if not exists secret_table (code text primary key)");
        shop.seeds("{code: starter, price: 12, $protected: true}", "{code: team, price: 49}");
        JsonNode starter = row(ann, "starter");
        assertThat(starter.path("isProtected").asBoolean()).isTrue();

        Client.Answer refused = patch(ann, starter, "1").refused(409, "protected");

        assertThat(refused.text("detail")).contains("read-only: its seeds protect it");
        ann.get("/tables/secret_table/rows").refused(404, "no-table");
        ann.get("/tables/seedbed_admin_account/rows").refused(404, "no-table");
        ann.get("/tables/tier/rows/bm9uZQ").refused(404, "no-row");
        JsonNode team = row(ann, "team");
        ann.send("PATCH", path(team), "{\"values\": {\"nothing\": \"1\"}}", "If-Match", tag(team))
                .refused(422, "invalid");
        ann.send("PATCH", path(team), "{\"values\": {\"price\": \"dear\"}}", "If-Match", tag(team))
                .refused(422, "invalid");
        assertThat(ann.send("PATCH", path(team), "{\"values\": {\"price\": 5}}", "If-Match", tag(team))
                        .refused(400, "bad-body")
                        .text("where"))
                .isEqualTo("values.price");
        assertThat(ann.send("PATCH", path(team), "{\"values\": {}, \"more\": 1}", "If-Match", tag(team))
                        .refused(400, "bad-body")
                        .text("where"))
                .isEqualTo("more");
        assertThat(ann.send("PATCH", path(team), "{}", "If-Match", tag(team))
                        .refused(400, "bad-body")
                        .text("where"))
                .isEqualTo("values");
        assertThat(ann.send("PATCH", path(team), "no JSON", "If-Match", tag(team))
                        .refused(400, "bad-body")
                        .json()
                        .path("where")
                        .isNull())
                .isTrue();
        assertThat(ann.put("/tables", Map.of()).refused(405, "not-served").header("Allow"))
                .contains("GET");
        patch(reader, team, "1").refused(403, "not-allowed");
        assertThat(shop.rows("select price from tier order by code")).containsExactly("12.00", "49.00");
    }

    @Test
    void the_ledger_is_exported_whole_and_no_cell_is_a_formula() {
        JsonNode team = row(ann, "team");
        ann.send(
                        "PATCH",
                        path(team),
                        "{\"values\": {\"price\": \"50\"}, \"reason\": \"=1+1, \\\"quoted\\\"\"}",
                        "If-Match",
                        tag(team))
                .expect(200);

        Client.Answer csv = admin.get("/ledger/export?table=tier&actor=ann").expect(200);

        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"ledger.csv\"");
        String[] lines = csv.response().body().split("\r?\n");
        assertThat(lines[0])
                .isEqualTo("seq,run,at,actor,command,environment,reason,seeder,table,kind,key,former_key,column,"
                        + "before,before_is,after,after_is,kept");
        assertThat(lines).hasSize(2);
        assertThat(lines[1])
                .contains(",ann,change,production,\"'=1+1, \"\"quoted\"\"\",")
                .endsWith(",tier,changed,code=team,,price,49.00,value,50.00,value,");
        JsonNode all = admin.get("/ledger/export?format=json").expect(200).json();
        assertThat(all.valueStream())
                .extracting(entry -> entry.path("command").asString())
                .contains("change", "fill", "enable");
        admin.get("/ledger/export?format=xls").refused(422, "no-format");
        ann.get("/ledger/export").refused(403, "not-allowed");
    }

    @Test
    void without_a_ledger_nothing_is_changed() {
        shop.sql("drop table seedbed_ledger");
        try {
            JsonNode team = row(ann, "team");
            assertThat(patch(ann, team, "1").refused(409, "no-ledger").text("mend"))
                    .contains("seedbed ledger enable");
            assertThat(shop.rows("select price from tier where code = 'team'")).containsExactly("49.00");
            admin.get("/ledger").refused(409, "no-ledger");
            admin.get("/ledger/verification").refused(409, "no-ledger");
        } finally {
            shop.seedbed("production").ledger().enable();
        }
    }
}
