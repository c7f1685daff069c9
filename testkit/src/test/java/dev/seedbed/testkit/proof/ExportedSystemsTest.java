package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.export.ExportReport;
import dev.seedbed.export.ExportRequest;
import dev.seedbed.run.Outcome;
import dev.seedbed.testkit.ExportContract;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two whole systems: what their seeds planted is exported, and plants the same in a database that is new. */
class ExportedSystemsTest extends PostgresProof {
    private static final Map<String, List<String>> RULES = Map.of("casbin_rule", List.of("ptype", "v0", "v1", "v2"));

    private ExportReport export(TestDatabase from, String system, Path directory) {
        boolean rules = system.equals("dashtam");
        return Seedbed.on(from.dataSource())
                .build()
                .export(new ExportRequest(List.of("*"), directory, rules ? RULES : Map.of(), false, true, false));
    }

    private static Seedbed seedbed(TestDatabase in, Path base, String seeds) {
        return Seedbed.on(in.dataSource())
                .baseDirectory(base)
                .seeds(seeds)
                .environment("development")
                .build();
    }

    private static Map<String, Long> counts(TestDatabase database) {
        Map<String, Long> counts = new TreeMap<>();
        database.contents().forEach((table, rows) -> counts.put(table, (long) rows.size()));
        return counts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashtam", "inventory"})
    void a_system_is_exported_and_planted_again(String system) throws Exception {
        database.sql(Resources.text(system + "/schema.sql"));
        assertThat(seedbed(database, folder, "classpath:" + system + "/seeds")
                        .fill()
                        .outcome())
                .isEqualTo(Outcome.APPLIED);
        Path base = database.write(Map.of());

        ExportReport report = export(database, system, base.resolve("one"));

        assertThat(report.leftOut()).allMatch(left -> left.why().expected());
        assertThat(seedbed(database, base, "one").lint().errors()).isEmpty();
        assertThat(seedbed(database, base, "one").fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);

        TestDatabase other = new TestDatabase(server.dataSource(server.newDatabase()), folder.resolve("other"));
        other.sql(Resources.text(system + "/schema.sql"));
        assertThat(seedbed(other, base, "one").fill().outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(counts(other)).isEqualTo(counts(database));
        assertThat(seedbed(other, base, "one").fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        export(other, system, base.resolve("two"));
        assertThat(ExportContract.files(base.resolve("two"))).isEqualTo(ExportContract.files(base.resolve("one")));
    }

    @Test
    void rules_that_no_unique_index_protects_are_named() throws Exception {
        database.sql(Resources.text("dashtam/schema.sql"));
        seedbed(database, folder, "classpath:dashtam/seeds").fill();

        ExportReport report =
                Seedbed.on(database.dataSource()).build().export(ExportRequest.of(folder.resolve("out"), "*"));

        assertThat(report.leftOut())
                .filteredOn(left -> !left.why().expected())
                .singleElement()
                .satisfies(left -> assertThat(left.table() + ": " + left.reason())
                        .isEqualTo("casbin_rule: it has no natural key: \"id\" is numbered by the database"));
    }
}
