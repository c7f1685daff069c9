package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordTest extends CommandLineTest {
    private static final String HEADER = "{\"seedbed\":\"former\",\"version\":1}\n";
    private static final String WAS_9 = "{\"table\":\"tier\",\"key\":{\"code\":\"starter\"},\"was\":{\"price\":[9]}}\n";

    private Git git;

    @BeforeEach
    void repository() throws GitAPIException {
        git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch("main")
                .call();
    }

    @AfterEach
    void close() {
        git.close();
    }

    private void price(int price) throws IOException {
        Files.createDirectories(directory.resolve("seeds"));
        Files.writeString(
                directory.resolve("seeds/tiers.yaml"),
                "tables: {tier: {key: [code], rows: [{code: starter, price: " + price + "}]}}\n");
    }

    private void release(String tag) throws GitAPIException {
        git.add().addFilepattern(".").call();
        PersonIdent somebody = new PersonIdent(
                "Somebody", "somebody@example.org", Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        git.commit()
                .setMessage("Release")
                .setAuthor(somebody)
                .setCommitter(somebody)
                .setSign(false)
                .call();
        git.tag().setName(tag).setAnnotated(false).call();
    }

    @Test
    void former_defaults_are_written_beside_the_seeds_once() throws Exception {
        price(9);
        release("v1");
        price(12);
        Answer first = call("record", "--releases", "v*");
        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .isEqualTo("seeds/former.jsonl: 1 row with former defaults, from release v1; written with"
                        + " seeds/.gitattributes.\n");
        assertThat(first.code()).isZero();
        assertThat(directory.resolve("seeds/former.jsonl")).content().isEqualTo(HEADER + WAS_9);
        assertThat(directory.resolve("seeds/.gitattributes")).content().isEqualTo("former.jsonl merge=union\n");
        release("v2");
        assertThat(call("record", "--releases=v*").out())
                .isEqualTo(
                        "seeds/former.jsonl: 1 row with former defaults, from 2 releases, v1 to v2; nothing to write.\n");
        assertThat(call("record", "--quiet").out()).isEmpty();
    }

    @Test
    void a_check_is_green_until_a_default_changes_and_names_the_rows() throws Exception {
        Files.writeString(directory.resolve("seedbed.yaml"), "releases: v*\n");
        price(9);
        release("v1");
        assertThat(call("record", "--check").code()).isZero();
        price(12);
        Answer red = call("record", "--check");
        assertThat(red.code()).isEqualTo(1);
        assertThat(red.out()).isEmpty();
        assertThat(red.err()).isEqualTo("""
                error: The record of former defaults is behind: 1 row to be recorded.
                  where: seeds/former.jsonl
                  mend:  run "seedbed record" and commit the file; it lacks
                         tier {"code":"starter"}: price
                """);
        assertThat(directory.resolve("seeds/former.jsonl")).doesNotExist();
        assertThat(call("record").code()).isZero();
        Answer green = call("record", "--check");
        assertThat(green.code()).isZero();
        assertThat(green.out())
                .isEqualTo("seeds/former.jsonl: 1 row with former defaults, from release v1; it is complete.\n");
    }

    @Test
    void a_sensitive_value_that_was_recorded_turns_the_check_red() throws Exception {
        price(12);
        Files.writeString(
                directory.resolve("seeds/tiers.yaml"),
                "tables: {tier: {key: [code], sensitive: [price], rows: [{code: starter}]}}\n");
        Files.writeString(directory.resolve("seeds/former.jsonl"), HEADER + WAS_9);
        release("v1");
        Answer red = call("record", "--check", "--releases", "v*");
        assertThat(red.code()).isEqualTo(1);
        assertThat(red.err()).isEqualTo("""
                error: The record of former defaults holds values that are sensitive now.
                  where: seeds/former.jsonl
                  mend:  run "seedbed record" and commit the file, which takes out
                         tier {"code":"starter"}: price
                """);
        call("record");
        assertThat(directory.resolve("seeds/former.jsonl")).content().isEqualTo(HEADER);
    }

    @Test
    void json_is_one_object_also_where_it_fails() throws Exception {
        price(9);
        release("v1");
        price(12);
        assertThat(call("record", "--check", "--format", "json", "--releases", "v*")
                        .out())
                .startsWith("{\"format\": 1,\n \"outcome\": \"failed\",\n \"errors\": [")
                .contains("tier {\\\"code\\\":\\\"starter\\\"}: price");
        assertThat(call("record", "--format", "json", "--releases", "v*").out()).isEqualTo("""
                {"format": 1,
                 "outcome": "applied",
                 "files": [
                  {"file": "seeds/former.jsonl", "rows": 1, "releases": ["v1"], "written": ["seeds/former.jsonl", "seeds/.gitattributes"]}],
                 "warnings": []}
                """);
        assertThat(call("record", "--format", "json", "--releases", "x*").out())
                .contains("\"outcome\": \"nothing-to-do\"")
                .contains("\"message\": \"No tag that matches \\\"x*\\\"");
    }

    @Test
    void without_git_the_last_recorded_state_counts() throws Exception {
        close();
        Files.move(directory.resolve(".git"), directory.resolve("no-git"));
        price(9);
        assertThat(call("record").out())
                .isEqualTo("seeds/former.jsonl: 0 rows with former defaults, from the last recorded state; written.\n");
        price(12);
        Answer red = call("record", "--check");
        assertThat(red.code()).isEqualTo(1);
        assertThat(red.err()).isEqualTo("""
                error: The record of former defaults is behind: 1 row to be recorded.
                  where: seeds/former.jsonl
                  mend:  run "seedbed record" and commit the file; it lacks
                         tier {"code":"starter"}: price
                """);
        assertThat(call("record").out())
                .isEqualTo("seeds/former.jsonl: 1 row with former defaults, from the last recorded state; written.\n");
        assertThat(directory.resolve("seeds/former.jsonl")).content().contains(WAS_9);
    }

    @Test
    void options_of_a_run_are_not_taken() {
        assertThat(call("record", "--seeder", "x").code()).isEqualTo(2);
        assertThat(call("record", "--seeds", "nowhere").code()).isEqualTo(2);
        assertThat(call("record", "--seeds", "nowhere").err()).isEqualTo("""
                error: There is no seeds directory "nowhere".
                  where: seedbed record
                  mend:  name the directory with --seeds, SEEDBED_SEEDS, or "seeds" in seedbed.yaml
                """);
    }
}
