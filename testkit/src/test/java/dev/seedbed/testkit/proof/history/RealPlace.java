package dev.seedbed.testkit.proof.history;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A real database with the real engine. */
final class RealPlace implements Place {
    private final Breaking connections;
    private final Path folder;
    private final String identity;
    private final String mark;
    private int releases;
    private Map<String, Seedbed> engines = new HashMap<>();

    /**
     * A database that may have been used before.
     *
     * @param identity the type of a surrogate key
     * @param mark a query whose answer changes with everything that is written
     */
    RealPlace(Breaking connections, Path folder, String identity, String mark) {
        this.connections = connections;
        this.folder = folder;
        this.identity = identity;
        this.mark = mark;
    }

    /** Makes the tables, empty. */
    void clear() {
        connections.repair();
        List<String> statements = new ArrayList<>();
        for (String name : List.of("seedbed_ledger", "tier_grant", "feature", "tier")) {
            statements.add("drop table if exists " + name);
        }
        for (Table table : Table.ALL) {
            statements.add("create table " + table + " (" + (table == Table.TIER ? "id " + identity + ", " : "")
                    + table.ddl() + ")");
        }
        sql(statements.toArray(String[]::new));
    }

    private void sql(String... statements) {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    @Override
    public void publish(Release release, @Nullable Former former) {
        Path seeds = folder.resolve(Integer.toString(++releases)).resolve("seeds");
        try {
            Files.createDirectories(seeds);
            for (Map.Entry<String, String> file : SeedFiles.of(release).entrySet()) {
                Files.writeString(seeds.resolve(file.getKey()), file.getValue());
            }
            if (former != null) {
                Files.writeString(seeds.resolve("former.jsonl"), former.file(release));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        engines = new HashMap<>();
    }

    @Override
    public void byHand(Step step) {
        if (step instanceof Step.Edit edit) {
            sql("update " + edit.table() + " set " + edit.column() + " = "
                    + literal(edit.table().column(edit.column()), edit.text()) + " where "
                    + where(edit.table(), edit.key()));
        } else if (step instanceof Step.Add add) {
            sql("insert into " + add.table() + " ("
                    + String.join(", ", add.values().keySet()) + ") values ("
                    + add.values().entrySet().stream()
                            .map(it -> literal(add.table().column(it.getKey()), it.getValue()))
                            .collect(Collectors.joining(", "))
                    + ")");
        } else if (step instanceof Step.Remove remove) {
            sql("delete from " + remove.table() + " where " + where(remove.table(), remove.key()));
        }
    }

    private static String where(Table table, List<String> key) {
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            terms.add(table.key().get(i) + " = "
                    + literal(table.column(table.key().get(i)), key.get(i)));
        }
        return String.join(" and ", terms);
    }

    private static String literal(Column column, @Nullable String text) {
        if (text == null) {
            return "null";
        }
        return column.refers()
                ? "(select id from tier where code = '" + text + "')"
                : column.kind().literal(text);
    }

    @Override
    public void enableLedger() {
        Seedbed.on(connections).discoverSeeders(false).build().ledger().enable();
        engines = new HashMap<>();
    }

    @Override
    public Told plan(Step.Run run) {
        return told(run, seedbed -> seedbed.plan(mode(run)));
    }

    @Override
    public Told run(Step.Run run) {
        connections.breakAt(run.breaks());
        try {
            return told(run, seedbed -> seedbed.run(mode(run)));
        } finally {
            connections.repair();
        }
    }

    private static dev.seedbed.plan.Mode mode(Step.Run run) {
        return dev.seedbed.plan.Mode.valueOf(run.mode().name());
    }

    private Seedbed engine(Step.Run run) {
        String name = run.allowBlocked() + " " + run.restore();
        if (run.fresh()) {
            engines.remove(name);
        }
        return engines.computeIfAbsent(
                name,
                it -> Seedbed.on(connections)
                        .baseDirectory(folder.resolve(Integer.toString(releases)))
                        .seeds("seeds")
                        .discoverSeeders(false)
                        .allowBlocked(run.allowBlocked())
                        .restore(run.restore())
                        .build());
    }

    private Told told(Step.Run run, Function<Seedbed, Report> work) {
        try {
            Report report = work.apply(engine(run));
            if (report.outcome() == Outcome.FAILED || report.outcome() == Outcome.UNKNOWN) {
                return Told.failed(
                        report.blocked() > 0 ? Told.Ending.BLOCKED : Told.Ending.FAILED,
                        report.errors().toString());
            }
            return told(report);
        } catch (SeedException e) {
            String message = Objects.requireNonNull(e.getMessage());
            return Told.failed(message.contains(" is blocked: ") ? Told.Ending.BLOCKED : Told.Ending.FAILED, message);
        }
    }

    private static Told told(Report report) {
        Map<String, Told.Counts> counts = new LinkedHashMap<>();
        for (TableCounts table : report.tables()) {
            counts.put(
                    table.table(),
                    new Told.Counts(
                            table.inserted(),
                            table.renamed(),
                            table.updated(),
                            table.customised(),
                            table.unchanged(),
                            table.leftOut(),
                            table.blocked(),
                            table.retired()));
        }
        Map<String, Told.Change> changes = new TreeMap<>();
        for (RowChange change : report.changes()) {
            String name = change.table() + " " + String.join("/", change.key().values());
            Told.Change told = new Told.Change(change.action().label(), change.code());
            changes.merge(
                    name,
                    told,
                    (first, second) -> new Told.Change(first.action() + " and " + second.action(), first.code()));
        }
        return new Told(Told.Ending.DONE, "", counts, changes);
    }

    @Override
    public Map<String, Map<String, Map<String, @Nullable String>>> seen() {
        Map<String, Map<String, Map<String, @Nullable String>>> seen = new LinkedHashMap<>();
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            for (Table table : Table.ALL) {
                Map<String, Map<String, @Nullable String>> rows = new TreeMap<>();
                try (ResultSet set = statement.executeQuery(query(table))) {
                    while (set.next()) {
                        Map<String, @Nullable String> texts = new LinkedHashMap<>();
                        for (int i = 0; i < table.columns().size(); i++) {
                            Column column = table.columns().get(i);
                            texts.put(column.name(), column.through(set.getString(i + 1)));
                        }
                        rows.put(table.key().stream().map(texts::get).collect(Collectors.joining("/")), texts);
                    }
                }
                seen.put(table.name(), rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return seen;
    }

    private static String query(Table table) {
        return "select "
                + table.columns().stream()
                        .map(column -> column.refers()
                                ? "(select r.code from tier r where r.id = it." + column.name() + ")"
                                : "it." + column.name())
                        .collect(Collectors.joining(", "))
                + " from " + table + " it";
    }

    @Override
    public String mark() {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery(mark)) {
            set.next();
            return set.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
