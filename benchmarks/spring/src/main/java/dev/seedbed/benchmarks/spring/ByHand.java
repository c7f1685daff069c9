package dev.seedbed.benchmarks.spring;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What an application does by hand about the same files: reads them with the parser that Spring Boot has, and inserts what
 * is not there, table by table, in one transaction under a lock. Knows what the tables are like, changes no row, and has
 * no plan.
 */
@Component
@ConditionalOnProperty("by-hand")
class ByHand implements InitializingBean {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Path seeds;

    ByHand(JdbcTemplate jdbc, TransactionTemplate transaction, @Value("${by-hand}") Path seeds) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.seeds = seeds;
    }

    @Override
    public void afterPropertiesSet() throws IOException {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        Map<Integer, Object> tables = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(seeds, "*.yaml")) {
            for (Path file : files) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    Map<?, ?> document = (Map<?, ?>) under(yaml.load(reader), "tables");
                    String name = String.valueOf(document.keySet().iterator().next());
                    int number = Integer.parseInt(name.substring("kind_".length()));
                    tables.put(number, under(document, name));
                }
            }
        }
        transaction.executeWithoutResult(status -> {
            jdbc.queryForList("select pg_advisory_xact_lock(4711)");
            tables.forEach((number, table) -> plant(number, (List<?>) under(table, "rows")));
        });
    }

    private static Object under(Object map, String key) {
        return Objects.requireNonNull(((Map<?, ?>) map).get(key));
    }

    private void plant(int number, List<?> rows) {
        boolean refers = number % 2 == 0;
        String sql = "insert into kind_" + number + " (code, name, sort_order" + (refers ? ", parent_id" : "")
                + ") select ?, ?, ?" + (refers ? ", (select id from kind_" + (number - 1) + " where code = ?)" : "")
                + " on conflict do nothing";
        List<Object[]> batch = new ArrayList<>();
        for (Object each : rows) {
            Map<?, ?> row = (Map<?, ?>) each;
            List<Object> values =
                    new ArrayList<>(List.of(under(row, "code"), under(row, "name"), under(row, "sort_order")));
            if (refers) {
                values.add(under(under(row, "parent_id"), "code"));
            }
            batch.add(values.toArray());
        }
        jdbc.batchUpdate(sql, batch);
    }
}
