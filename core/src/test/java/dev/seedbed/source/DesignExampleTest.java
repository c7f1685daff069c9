package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.Group;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesignExampleTest {
    private static final String TIERS = """
            seeder: tiers                 # default: the file's name
            group: core                   # core (default) | update | dev
            environments: [production]    # optional
            after: [permissions]          # optional; order follows from foreign keys and references
            tables:
              subscription_tier:
                key: [code]
                managed: [description]    # the code owns these: update always brings them to the declared value
                insert-only: [enabled]    # planted once, never compared
                sensitive: []             # masked everywhere
                on-insert: {id: {$uuid: v7}, created_at: {$now: true}}
                on-update: {updated_at: {$now: true}}        # only together with another change
                rows:
                  - {code: exempt,  name: Exempt,  price: 0}
                  - {code: starter, name: Starter, price: 12, $was: {price: [9]}}
                  - {code: team,    name: Team,    price: 49, $formerly: [{code: pro}]}
                retired:
                  - {code: legacy}
                  - {code: beta, $set: {is_active: false}}
              tier_permission:
                missing: hold             # insert (default) | hold
                rows:
                  - tier_id: {code: exempt}                          # reference by natural key
                    permission_id: {$each: {declared: permission}}   # one row for each declared permission
                  - tier_id: {code: starter}
                    permission_id: {$each: {declared: permission, where: {name: "inventory.*"}}}
                  - tier_id: {code: team}
                    permission_id: {name: {$each: [batches.view, batches.finish]}}
              role_permission: {rows: {grid: grants.csv, down: permission_id.name, across: role_id.name}}
              message:         {rows: {grid: messages.csv, down: key, across: locale, value: text}}
              currency:        {rows: {csv: iso-4217.csv}}   # or a file seeds/currency.csv alone
            """;

    @TempDir
    Path directory;

    private SeedUnit unit;

    @BeforeEach
    void read() {
        unit = new SeedsDirectory(directory)
                .file("tiers.yaml", TIERS)
                .file("grants.csv", "permission,owner,viewer\nbatches.view,x,x\nbatches.finish,x,\n")
                .file("messages.csv", "key,en,de\ngreeting,Hello,Hallo\nbye,Bye,\n")
                .file("iso-4217.csv", "code,name\nCHF,Swiss franc\n")
                .unit();
    }

    private SeedTable table(String name) {
        return unit.tables().stream()
                .filter(table -> table.table().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, Object>> rows(String table) {
        return SeedsDirectory.rows(table(table)).stream()
                .map(SeedsDirectory::plain)
                .toList();
    }

    @Test
    void the_seeder_says_what_it_is() {
        assertThat(unit.name()).isEqualTo("tiers");
        assertThat(unit.group()).isEqualTo(Group.CORE);
        assertThat(unit.environments()).containsExactly("production");
        assertThat(unit.after()).containsExactly("permissions");
        assertThat(unit.sql()).isEmpty();
        assertThat(unit.tables())
                .extracting(SeedTable::table)
                .containsExactly("subscription_tier", "tier_permission", "role_permission", "message", "currency");
    }

    @Test
    void a_table_has_its_options() {
        SeedTable tier = table("subscription_tier");
        assertThat(tier.key()).containsExactly("code");
        assertThat(tier.managed()).containsExactly("description");
        assertThat(tier.insertOnly()).containsExactly("enabled");
        assertThat(tier.sensitive()).isEmpty();
        assertThat(SeedsDirectory.plain(tier.onInsert()))
                .isEqualTo(Map.of("id", Map.of("$uuid", "v7"), "created_at", Map.of("$now", "true")));
        assertThat(SeedsDirectory.plain(tier.onUpdate())).isEqualTo(Map.of("updated_at", Map.of("$now", "true")));
        assertThat(tier.missing()).isEqualTo(SeedTable.Missing.INSERT);
        assertThat(table("tier_permission").missing()).isEqualTo(SeedTable.Missing.HOLD);
        assertThat(tier.softDelete()).isNull();
        assertThat(tier.at()).hasToString("seeds/tiers.yaml, line 6, column 3");
    }

    @Test
    void rows_have_their_columns_and_directives() {
        List<SeedRow> rows = SeedsDirectory.rows(table("subscription_tier"));
        assertThat(rows.stream().map(SeedsDirectory::plain))
                .containsExactly(
                        Map.of("code", "exempt", "name", "Exempt", "price", "0"),
                        Map.of("code", "starter", "name", "Starter", "price", "12"),
                        Map.of("code", "team", "name", "Team", "price", "49"));
        assertThat(rows.get(0).directives()).isSameAs(SeedRow.Directives.NONE);
        assertThat(rows.get(1).directives().was().get("price"))
                .extracting(SeedsDirectory::plain)
                .containsExactly("9");
        assertThat(rows.get(2).directives().formerly())
                .extracting(SeedsDirectory::plain)
                .containsExactly(Map.of("code", "pro"));
        assertThat(rows.get(1).at().compact()).isEqualTo("seeds/tiers.yaml:15");
    }

    @Test
    void retired_rows_are_deleted_or_set() {
        List<SeedTable.Retired> retired = table("subscription_tier").retired();
        assertThat(retired)
                .extracting(row -> SeedsDirectory.plain(row.columns()))
                .containsExactly(Map.of("code", "legacy"), Map.of("code", "beta"));
        assertThat(retired)
                .extracting(row -> SeedsDirectory.plain(row.set()))
                .containsExactly(Map.of(), Map.of("is_active", "false"));
    }

    @Test
    void references_stay_as_written() {
        assertThat(rows("tier_permission"))
                .containsExactly(
                        Map.of(
                                "tier_id",
                                Map.of("code", "exempt"),
                                "permission_id",
                                Map.of("$each", Map.of("declared", "permission"))),
                        Map.of(
                                "tier_id",
                                Map.of("code", "starter"),
                                "permission_id",
                                Map.of(
                                        "$each",
                                        Map.of("declared", "permission", "where", Map.of("name", "inventory.*")))),
                        Map.of(
                                "tier_id",
                                Map.of("code", "team"),
                                "permission_id",
                                Map.of("name", Map.of("$each", List.of("batches.view", "batches.finish")))));
    }

    @Test
    void a_grid_of_crosses_is_one_row_per_cross() {
        assertThat(rows("role_permission"))
                .containsExactly(
                        Map.of("permission_id", Map.of("name", "batches.view"), "role_id", Map.of("name", "owner")),
                        Map.of("permission_id", Map.of("name", "batches.view"), "role_id", Map.of("name", "viewer")),
                        Map.of("permission_id", Map.of("name", "batches.finish"), "role_id", Map.of("name", "owner")));
    }

    @Test
    void a_grid_of_values_is_one_row_per_cell() {
        assertThat(rows("message"))
                .containsExactly(
                        Map.of("key", "greeting", "locale", "en", "text", "Hello"),
                        Map.of("key", "greeting", "locale", "de", "text", "Hallo"),
                        Map.of("key", "bye", "locale", "en", "text", "Bye"));
    }

    @Test
    void csv_rows_are_streamed() {
        assertThat(table("currency").rows().streamed()).isTrue();
        assertThat(rows("currency")).containsExactly(Map.of("code", "CHF", "name", "Swiss franc"));
        assertThat(SeedsDirectory.rows(table("currency")).get(0).at().compact()).isEqualTo("seeds/iso-4217.csv:2");
    }
}
