package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.testkit.walk.CodeBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The walk of {@code docs/first-status.md} on a database that is live: each line of its code blocks is done as it stands
 * there, in its order, and does what the page says.
 */
class FirstStatusTest extends CommandLineTest {
    private static final Path PAGE = Path.of("..", "docs", "first-status.md");

    /** What the page has a reader do between two commands, and what it says of the second. */
    private interface Step {
        void take(String line) throws Exception;
    }

    private record Expected(String line, Step step) {}

    private final List<Expected> walk = List.of(
            new Expected("create role seedbed_reader login password '…';", this::makeReader),
            new Expected("grant usage on schema public to seedbed_reader;", this::leaveOut),
            new Expected("grant select on all tables in schema public to seedbed_reader;", this::letReaderRead),
            new Expected("export SEEDBED_URL=postgres://seedbed_reader@localhost:5432/app", this::nameDatabase),
            new Expected("export SEEDBED_PASSWORD=…", this::givePassword),
            new Expected(
                    "seedbed export --table permission,subscription_tier,tier_permission,role,role_permission,unit",
                    this::export),
            new Expected("seedbed lint", this::lintWhatWasCutDown),
            new Expected("seedbed status", this::firstStatus),
            new Expected("  as declared           174  of 174 rows", this::compareWithFirstStatus),
            new Expected("  extra                  12  live rows that no seed declares", this::compareWithFirstStatus),
            new Expected("seedbed status", this::statusOfChangedPrice),
            new Expected("seedbed plan --verbose", this::customised),
            new Expected("seedbed record", this::recordFormerDefault),
            new Expected("git add seeds", this::commitRecord),
            new Expected(
                    "      - {key: starter, name: Starter, price: 14, user_limit: 5, $was: {price: [12]}}",
                    this::writeFormerDefault),
            new Expected("seedbed lint", this::lintInTheBuild),
            new Expected("seedbed status --exit-code --quiet", this::statusInTheBuild));

    private Git git;
    private boolean readOnly;
    private String firstStatus = "";

    @BeforeEach
    void a_live_database_and_a_repository() throws SQLException, GitAPIException {
        git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch("main")
                .call();
        sql(LiveSystem.STATEMENTS);
    }

    @AfterEach
    void close() {
        git.close();
    }

    @ParameterizedTest(name = "read-only {0}")
    @ValueSource(booleans = {true, false})
    void every_command_of_the_page_does_what_the_page_says_and_writes_nothing(boolean asReader) throws Exception {
        readOnly = asReader;
        List<String> lines = CodeBlocks.lines(Files.readString(PAGE));
        assertThat(lines)
                .containsExactlyElementsOf(walk.stream().map(Expected::line).toList());

        for (Expected expected : walk) {
            expected.step().take(expected.line());
        }
    }

    /** Calls the command of a line; the database holds afterwards what it held before. */
    private Answer run(String line) throws SQLException {
        List<String> arguments = new ArrayList<>(CodeBlocks.words(line));
        assertThat(arguments.remove(0)).isEqualTo("seedbed");
        String before = everything();
        Answer answer = call(arguments.toArray(String[]::new));
        assertThat(everything()).as(line).isEqualTo(before);
        return answer;
    }

    private Answer done(String line) throws SQLException {
        Answer answer = run(line);
        assertThat(answer.err()).as(line).isEmpty();
        assertThat(answer.code()).as(line).isZero();
        return answer;
    }

    /** Users, rights, tables, sequences and rows. */
    private String everything() throws SQLException {
        StringBuilder script = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + directory.resolve("app"));
                Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("script")) {
            while (lines.next()) {
                script.append(lines.getString(1)).append('\n');
            }
        }
        return script.toString();
    }

    private void makeReader(String line) throws SQLException {
        sql("create user seedbed_reader password 'reads'");
    }

    private void leaveOut(String line) {
        // H2 asks for no right to use a schema.
    }

    private void letReaderRead(String line) throws SQLException {
        sql("grant select on schema public to seedbed_reader");
    }

    private void nameDatabase(String line) {
        variables.put("SEEDBED_URL", "h2:./app");
        if (readOnly) {
            variables.put("SEEDBED_USER", "seedbed_reader");
        }
    }

    private void givePassword(String line) {
        if (readOnly) {
            variables.put("SEEDBED_PASSWORD", "reads");
        }
    }

    private void export(String line) throws Exception {
        Answer answer = done(line);
        assertThat(answer.out())
                .contains("  seeds/role.yaml               role: 3 rows by name, organization_id\n")
                .contains("  seeds/unit.csv                unit: 230 rows by code\n")
                .contains("Left out, since the database fills it in, or it is no seed data:\n")
                .contains("  subscription_tier.created_at\n")
                .contains("--include-generated");
        assertThat(files())
                .containsExactly(
                        "permission.yaml",
                        "role.yaml",
                        "role_permission.yaml",
                        "subscription_tier.yaml",
                        "tier_permission.yaml",
                        "unit.csv");
        assertThat(seedFile("subscription_tier"))
                .contains("      - {key: starter, name: Starter, price: 12.00, user_limit: 5}\n");
        assertThat(seedFile("tier_permission"))
                .contains("      - {tier_id: {key: starter}, permission_id: {name: inventory.view}}\n");
        for (String file : files()) {
            String content = Files.readString(directory.resolve("seeds").resolve(file));
            assertThat(content.replaceFirst("(?m)^# Left out: .*\n", "")).doesNotContainPattern("\\bid\\b");
        }
        assertThat(done("seedbed status").out())
                .contains(said("as declared", LiveSystem.ROWS, "of " + LiveSystem.ROWS + " rows"))
                .doesNotContain("extra");

        Answer again = call("export", "--table", "unit");
        assertThat(again.code()).isEqualTo(4);
        assertThat(again.err()).contains("--force replaces it");
        done("seedbed export --table '*' --out look");
        assertThat(directory.resolve("look/organization.yaml")).exists();
    }

    private void lintWhatWasCutDown(String line) throws Exception {
        for (String table : List.of("subscription_tier", "tier_permission", "role", "role_permission")) {
            edit(table, text -> text.replaceAll("(?m)^ +- .*\\b(acme-special|Acme)\\b.*\n", ""));
        }
        lint(line);
    }

    private void firstStatus(String line) throws SQLException {
        firstStatus = done(line).out();
        assertThat(firstStatus).endsWith("Up to date: seedbed update would write nothing.\n");
    }

    private void compareWithFirstStatus(String line) {
        int declared = LiveSystem.ROWS - LiveSystem.OF_CUSTOMERS;
        assertThat(firstStatus)
                .contains(
                        line.contains("as declared")
                                ? withCounts(line, declared, declared)
                                : withCounts(line, LiveSystem.OF_CUSTOMERS));
    }

    private void statusOfChangedPrice(String line) throws Exception {
        commit("Seeds as they are live");
        edit("subscription_tier", text -> text.replace("price: 12.00", "price: 14"));
        customised(line);
    }

    private void customised(String line) throws SQLException {
        assertThat(done(line).out())
                .contains("price: 12.00 (here) / 14.00 (declared)\n")
                .contains("  = customised: ");
    }

    private void recordFormerDefault(String line) throws Exception {
        assertThat(done(line).out()).startsWith("seeds/former.jsonl: 1 row with former defaults, from release ");
        expectDefaultChanged();
    }

    private void commitRecord(String line) throws Exception {
        git.add().addFilepattern(line.substring("git add ".length())).call();
        assertThat(git.status().call().getAdded()).contains("seeds/former.jsonl", "seeds/.gitattributes");
        assertThat(git.status().call().getChanged()).contains("seeds/subscription_tier.yaml");
        commit("14 for 12");
        assertThat(done("seedbed record --check").out()).endsWith("it is complete.\n");
    }

    private void writeFormerDefault(String line) throws Exception {
        Files.delete(directory.resolve("seeds/former.jsonl"));
        customised("seedbed status");
        edit(
                "subscription_tier",
                text -> text.replaceFirst("(?m)^ +- \\{key: starter.*$", Matcher.quoteReplacement(line)));
        expectDefaultChanged();
    }

    private void expectDefaultChanged() throws SQLException {
        assertThat(done("seedbed status").out())
                .contains(said("default changed", 1, "a former default is here; update brings the new one"))
                .contains("  ~ starter  price: 12.00 → 14.00  seeds/subscription_tier.yaml:")
                .endsWith("Seeds wait: seedbed update would write.\n");
    }

    private void lintInTheBuild(String line) throws SQLException {
        String url = variables.remove("SEEDBED_URL");
        assertThat(done(line).out())
                .isEqualTo("The seeds were checked without a database (--url checks them against its tables):"
                        + " nothing is wrong.\n");
        variables.put("SEEDBED_URL", url);
        lint(line);
    }

    /** Points out the key that lets rows stand twice, as the page says, and nothing else. */
    private void lint(String line) throws SQLException {
        Answer answer = run(line);
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).isEqualTo("The seeds were checked against the database: 0 errors, 1 warning.\n");
        assertThat(answer.err())
                .startsWith("warning: The constraint ")
                .contains("of table \"role\" lets rows with NULL in [organization_id] stand twice.\n");
    }

    private void statusInTheBuild(String line) throws Exception {
        assertThat(run(line)).isEqualTo(new Answer(3, "", ""));

        sql("update subscription_tier set price = 13 where \"key\" = 'starter'");
        assertThat(run(line)).isEqualTo(new Answer(0, "", ""));
        assertThat(done("seedbed status").out())
                .contains(said("customised", 1, "other values here than declared; they stay"));

        sql("delete from unit where code = 'u7'");
        assertThat(run(line)).isEqualTo(new Answer(3, "", ""));
    }

    private static String said(String kind, int count, String meaning) {
        return "  %-17s %7d  %s%n".formatted(kind, count, meaning).replace("\r", "");
    }

    /** A line of the page, with counts of this database in place of its own, as wide as those were with blanks before. */
    private static String withCounts(String line, int... counts) {
        Matcher number = Pattern.compile(" *\\d+").matcher(line);
        StringBuilder text = new StringBuilder();
        for (int count : counts) {
            assertThat(number.find()).as(line).isTrue();
            number.appendReplacement(text, String.format("%" + number.group().length() + "d", count));
        }
        return number.appendTail(text).append('\n').toString();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("seeds"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String seedFile(String table) throws IOException {
        return Files.readString(directory.resolve("seeds/" + table + ".yaml"));
    }

    private void edit(String table, UnaryOperator<String> change) throws IOException {
        String before = seedFile(table);
        String after = change.apply(before);
        assertThat(after).as(table).isNotEqualTo(before);
        Files.writeString(directory.resolve("seeds/" + table + ".yaml"), after);
    }

    private void commit(String message) throws GitAPIException {
        git.add().addFilepattern("seeds").call();
        git.commit()
                .setMessage(message)
                .setAuthor("Somebody", "somebody@example.org")
                .setCommitter("Somebody", "somebody@example.org")
                .setSign(false)
                .call();
    }
}
