package dev.seedbed.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.RowChange.ColumnChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ReportJsonTest {

    private static final RowChange KEPT = new RowChange(
            "tiers",
            "subscription_tier",
            Map.of("code", "starter"),
            Action.KEEP,
            "customised",
            Map.of("price", new ColumnChange("9.00", "12")),
            "somebody decided otherwise",
            new Location("seeds/tiers.yaml", 13, 9));

    private static final RowChange INSERTED = new RowChange(
            "tiers",
            "subscription_tier",
            Map.of("code", "a \"b\"\n\u0001ü"),
            Action.INSERT,
            "missing",
            Map.of("name", new ColumnChange(null, "x")),
            "not there",
            Location.of("org.example.Tiers"));

    @Test
    void a_report_in_a_log_is_one_line_without_its_rows() {
        assertThat(report(List.of(KEPT, INSERTED), 0, List.of()))
                .hasToString(
                        "fill in production: nothing-to-do, 1 inserted, 0 updated, 0 retired, 0 blocked, 0 errors");
    }

    @Test
    void a_report_is_one_object_of_which_the_keys_keep_their_order() {
        Map<?, ?> json = parsed(ReportJson.of(report(List.of(KEPT, INSERTED), 0, List.of())));

        assertThat(new ArrayList<Object>(json.keySet()))
                .isEqualTo(List.of(
                        "format",
                        "outcome",
                        "mode",
                        "environment",
                        "environmentDeclaredBy",
                        "database",
                        "target",
                        "tables",
                        "changes",
                        "warnings",
                        "durationMillis"));
        assertThat(json.get("outcome")).isEqualTo("nothing-to-do");
        assertThat(json.get("target")).hasToString("{host=null, database=app, schema=public, user=app}");
        assertThat(json.get("tables"))
                .hasToString("[{seeder=tiers, table=subscription_tier, declared=3, inserted=1, updated=0, renamed=0, "
                        + "retired=0, unchanged=1, customised=1, leftOut=0, blocked=0, extra=null, skipped=null}]");
        assertThat(json.get("warnings")).isEqualTo(List.of("one"));
    }

    @Test
    void a_kept_row_shows_what_is_here_and_what_is_declared() {
        assertThat(ReportJson.line(KEPT))
                .isEqualTo(
                        "{\"seeder\": \"tiers\", \"table\": \"subscription_tier\", \"key\": {\"code\": \"starter\"}, "
                                + "\"action\": \"keep\", \"code\": \"customised\", "
                                + "\"columns\": {\"price\": {\"from\": \"9.00\", \"to\": \"12\"}}, "
                                + "\"reason\": \"somebody decided otherwise\", \"source\": \"seeds/tiers.yaml:13\"}");
    }

    @Test
    void an_inserted_row_has_no_former_values() {
        Map<?, ?> json = parsed(ReportJson.line(INSERTED));

        assertThat(json.get("columns")).hasToString("{name={to=x}}");
        assertThat(json.get("key")).isEqualTo(Map.of("code", "a \"b\"\n\u0001ü"));
        assertThat(ReportJson.line(INSERTED)).doesNotContain("\n");
    }

    @Test
    void null_is_null_in_keys_too() {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("name", "org_owner");
        key.put("organization_id.name", null);
        RowChange change =
                new RowChange("roles", "role", key, Action.INSERT, "missing", Map.of(), "", Location.of("roles.yaml"));

        assertThat(ReportJson.line(change))
                .contains("\"key\": {\"name\": \"org_owner\", \"organization_id.name\": null}");
    }

    @Test
    void changes_that_are_not_listed_are_counted() {
        assertThat(parsed(ReportJson.of(report(List.of(), 4990, List.of()))).get("changesOmitted"))
                .isEqualTo(4990);
    }

    @Test
    void a_failure_says_what_where_and_mend() {
        Problem problem = new Problem("Row has no value.", "seeds/a.yaml, line 1", null);

        assertThat(parsed(ReportJson.of(report(List.of(), 0, List.of(problem)))).get("errors"))
                .hasToString("[{message=Row has no value., where=seeds/a.yaml, line 1, mend=null}]");
        assertThat(ReportJson.ofFailure(Outcome.REFUSED, List.of(problem))).isEqualTo("""
                        {"format": 1,
                         "outcome": "refused",
                         "errors": [
                          {"message": "Row has no value.", "where": "seeds/a.yaml, line 1", "mend": null}]}""");
    }

    private static Report report(List<RowChange> changes, long omitted, List<Problem> errors) {
        return new Report(
                Outcome.NOTHING_TO_DO,
                Mode.FILL,
                "production",
                "flag",
                "H2 2.5.252",
                new Report.Target(null, "app", "public", "app"),
                true,
                List.of(new TableCounts("tiers", "subscription_tier", 3, 1, 0, 0, 0, 1, 1, 0, 0, null, null)),
                changes,
                omitted,
                0,
                List.of(),
                List.of("one"),
                errors,
                Duration.ofMillis(41));
    }

    private static Map<?, ?> parsed(String json) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(json);
    }
}
