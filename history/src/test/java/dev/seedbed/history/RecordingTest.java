package dev.seedbed.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.record.Recorded;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand;
import org.eclipse.jgit.api.MergeResult;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @TempDir
    Path temporary;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(Files.createDirectories(temporary.toRealPath().resolve("project")));
    }

    @AfterEach
    void close() {
        project.close();
    }

    private static String was(String values) {
        return "{\"table\":\"tier\",\"key\":{\"code\":\"starter\"},\"was\":{\"price\":[" + values + "]}}\n";
    }

    @Test
    void tags_are_releases_in_the_order_of_their_commits() throws GitAPIException {
        project.price("9").release("v2");
        project.price("10").commit();
        project.price("11").release("v1");
        project.price("12").commit();
        project.git
                .tag()
                .setName("v0-annotated")
                .setMessage("Release")
                .setTagger(project.somebody())
                .setSigned(false)
                .call();
        project.price("13").release("nightly");
        project.price("14");
        Recording.Result result = project.read("v*");
        assertThat(Project.lines(result.files().get(0))).isEqualTo(was("9,11,12"));
        assertThat(result.files().get(0).releases()).containsExactly("v2", "v1", "v0-annotated");
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void without_tags_the_first_parents_that_touch_the_seeds_are_releases() throws GitAPIException {
        project.price("9").commit();
        project.file("README.md", "other").commit();
        project.git.checkout().setCreateBranch(true).setName("side").call();
        project.price("10").commit();
        RevCommit side = project.price("11").commit();
        project.git.checkout().setName("main").call();
        project.file("README.md", "more").commit();
        project.git
                .merge()
                .include(side)
                .setFastForward(MergeCommand.FastForwardMode.NO_FF)
                .call();
        project.price("12");
        Recording.Result result = project.read(null);
        assertThat(Project.lines(result.files().get(0))).isEqualTo(was("9,11"));
        assertThat(result.files().get(0).releases())
                .hasSize(2)
                .first()
                .asString()
                .endsWith("(2026-01-02)");
    }

    @Test
    void what_is_checked_out_is_no_former_default() {
        project.price("9").release("v1");
        assertThat(project.record("v*")).isEmpty();
        assertThat(project.record(null)).isEmpty();
        assertThat(project.write("v*")).isEmpty();
        assertThat(project.directory.resolve("seeds/former.jsonl")).doesNotExist();
    }

    @Test
    void tags_outside_the_history_are_named_and_those_of_the_future_are_not() throws GitAPIException {
        RevCommit first = project.price("9").commit();
        project.git.checkout().setCreateBranch(true).setName("hotfix").call();
        project.price("10").release("v1.1");
        project.git.checkout().setName("main").call();
        project.price("12").commit();
        project.git.checkout().setCreateBranch(true).setName("next").call();
        project.price("15").release("v3");
        project.git.checkout().setName("main").call();
        project.git.tag().setName("v1").setObjectId(first).setAnnotated(false).call();
        Recording.Result result = project.read("v*");
        assertThat(Project.lines(result.files().get(0))).isEqualTo(was("9"));
        assertThat(result.warnings()).singleElement().hasToString("""
                Tags outside the history of this commit do not count: v1.1.
                  where: %s
                  mend:  merge them, or say with "$was" what only they declared""".formatted(project.directory));
    }

    @Test
    void a_release_that_never_was_is_said() {
        project.price("9");
        assertThat(project.read("v*").warnings()).singleElement().hasToString("""
                No commit is there yet: no release is known that could be the former one.
                  where: %s""".formatted(project.directory));
        project.file(".gitignore", "seeds/\n").commit();
        assertThat(project.read(null).warnings()).singleElement().hasToString("""
                No commit has these seeds yet: no release is known that could be the former one.
                  where: %s
                  mend:  commit them""".formatted(project.directory));
        assertThat(project.read("v*").warnings()).singleElement().hasToString("""
                No tag that matches "v*" in the history of this commit has these seeds: no release is known that could be the former one.
                  where: %s
                  mend:  once the first release is tagged it counts; where there are tags, fetch them (git fetch --tags), or mend "releases" in seedbed.yaml""".formatted(project.directory));
    }

    @Test
    void a_shallow_clone_is_refused() throws GitAPIException {
        project.price("9").release("v1");
        project.price("12").release("v2");
        Path clone = temporary.resolve("clone");
        Git.cloneRepository()
                .setURI(project.directory.toUri().toString())
                .setDirectory(clone.toFile())
                .setDepth(1)
                .call()
                .close();
        assertThatThrownBy(() ->
                        Recording.read(List.of("seeds"), clone, "v*", getClass().getClassLoader()))
                .isInstanceOf(SeedException.class)
                .hasMessage("""
                        The repository is a shallow clone: releases are missing, and so would be their defaults.
                          where: %s
                          mend:  run "git fetch --unshallow --tags"; where a build server checks out, have it fetch the whole history (fetch-depth: 0)""".formatted(project.directory.resolveSibling("clone")));
    }

    @Test
    void a_renamed_seeds_directory_and_renamed_files_are_followed() throws IOException {
        project.price("7")
                .file("seeds/more/a.csv", "x\n1\n")
                .file("seeds/b.csv", "x\n1\n")
                .release("v1");
        project.price("9").release("v2");
        Files.createDirectories(project.directory.resolve("db"));
        Files.move(project.directory.resolve("seeds"), project.directory.resolve("db/start"));
        project.release("v3");
        Files.move(project.directory.resolve("db/start"), project.directory.resolve("seeds"));
        project.delete("seeds/tiers.yaml")
                .file("seeds/levels.yaml", "tables: {tier: {key: [code], rows: {csv: data/t.csv}}}")
                .file("seeds/data/t.csv", "price,code\n12,starter\n")
                .release("v4");
        assertThat(project.record("v*")).isEqualTo(was("7,9"));
        assertThat(project.record(null)).isEqualTo(was("7,9"));
    }

    @Test
    void a_directory_that_was_deleted_and_brought_back_is_followed() {
        project.price("7").file("other.txt", "x").release("v1");
        project.delete("seeds/tiers.yaml").release("v2");
        project.price("9").release("v3");
        project.price("12");
        assertThat(project.record("v*")).isEqualTo(was("7,9"));
        assertThat(project.record(null)).isEqualTo(was("7,9"));
    }

    @Test
    void the_root_of_the_repository_may_be_the_seeds_directory() {
        project.file("tiers.yaml", "tables: {tier: {key: [code], rows: [{code: starter, price: 9}]}}")
                .commit();
        project.file("tiers.yaml", "tables: {tier: {key: [code], rows: [{code: starter, price: 12}]}}");
        assertThat(Project.lines(project.read(null, ".").files().get(0))).isEqualTo(was("9"));
    }

    @Test
    void seeds_that_moved_from_the_root_into_a_directory_are_followed() {
        project.file("tiers.yaml", "tables: {tier: {key: [code], rows: [{code: starter, price: 7}]}}")
                .file("role.csv", "code,name\nadmin,Administrator\n")
                .release("v1");
        project.delete("tiers.yaml")
                .delete("role.csv")
                .file("seeds/role.csv", "code,name\nadmin,Administrator\n")
                .file("seeds/tiers.yaml", "tables: {tier: {key: [code], rows: [{code: starter, price: 9}]}}")
                .release("v2");
        project.price("12");
        assertThat(project.record("v*")).isEqualTo(was("7,9"));
        assertThat(project.read("v*").files().get(0).releases()).containsExactly("v1", "v2");
    }

    @Test
    void a_directory_inside_another_has_no_record_of_its_own() {
        project.price("9").file("seeds/more/m.csv", "code\n1\n").release("v1");
        project.price("12");
        Recording.Result result = project.read("v*", "seeds/more", "seeds", "seeds");
        assertThat(result.files()).extracting(RecordFile::path).containsExactly("seeds/former.jsonl");
        assertThat(Project.lines(result.files().get(0))).isEqualTo(was("9"));
    }

    @Test
    void a_release_whose_files_are_gone_from_the_repository_is_passed_over() throws IOException {
        project.price("7").release("v1");
        String blob = project.git.getRepository().resolve("v1:seeds/tiers.yaml").name();
        project.price("9").release("v2");
        project.price("12");
        project.delete(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2));
        Recording.Result result = project.read("v*");
        assertThat(Project.lines(result.files().get(0))).isEqualTo(was("9"));
        assertThat(result.warnings()).singleElement().hasToString("""
                Release v1 is passed over, since its seeds cannot be read: File "seeds at v1/tiers.yaml" cannot be read: Missing unknown %s.
                  where: seeds at v1/tiers.yaml
                  mend:  where databases are still on it, say with "$was" what it declared""".formatted(blob));

        project.file(".git/config", project.text(".git/config") + "[remote \"origin\"]\n\tpromisor = true\n");
        assertThatThrownBy(() -> project.read("v*"))
                .hasMessageContainingAll(
                        "The git repository cannot be read: Missing ",
                        "a partial clone lacks objects: clone it without --filter");
    }

    @Test
    void contents_absent_columns_and_rows_that_left_are_recorded() {
        project.file(
                        "seeds/t.yaml",
                        "tables: {t: {key: [k], rows: [{k: a, text: {$file: a.md}}, {k: b}, {k: gone, x: 1}]}}")
                .file("seeds/a.md", "old")
                .file("seeds/c.csv", "code,name\nEUR,Euro\n")
                .release("v1");
        project.file("seeds/t.yaml", "tables: {t: {key: [k], rows: [{x: 2, k: b}, {k: a, text: {$file: a.md}}]}}")
                .file("seeds/a.md", "new")
                .file("seeds/c.csv", "code,name\nEUR,EURO\n");
        assertThat(project.record("v*")).isEqualTo("""
                {"table":"c","key":{"code":"EUR","name":"Euro"}}
                {"table":"t","key":{"k":"a"},"was":{"text":[{"$content":"old"}]}}
                {"table":"t","key":{"k":"b"},"absent":["x"]}
                {"table":"t","key":{"k":"gone"},"was":{"x":[1]}}
                """);
    }

    @Test
    void a_sensitive_value_of_any_release_is_nowhere() {
        project.file("seeds/t.yaml", "tables: {t: {key: [k], rows: [{k: a, token: CANARY-1, x: 1}]}}")
                .release("v1");
        project.file(
                        "seeds/t.yaml",
                        "tables: {t: {key: [k], sensitive: [token], rows: [{k: a, token: CANARY-2, x: 2}]}}")
                .release("v2");
        project.file("seeds/t.yaml", "tables: {t: {key: [k], rows: [{k: a, x: 3}, {k: b, token: CANARY-3}]}}");
        assertThat(project.write("v*")).containsExactly("seeds/former.jsonl", "seeds/.gitattributes");
        assertThat(project.text("seeds/former.jsonl")).doesNotContain("CANARY").isEqualTo(Project.HEADER + """
                {"table":"t","key":{"k":"a"},"was":{"x":[1,2]}}
                """);
    }

    @Test
    void a_release_that_cannot_be_read_is_passed_over_with_a_warning() throws IOException {
        project.file("seeds/tiers.yaml", "tables: {tier: {keys: [code], rows: [{code: starter, price: 7}]}}\n")
                .release("v1");
        project.price("8")
                .file("seeds/big.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:00\n")
                .release("v2");
        project.delete("seeds/big.csv").price("9").release("v3");
        Files.createSymbolicLink(project.directory.resolve("seeds/link.csv"), Path.of("../../etc/x.csv"));
        project.price("10").release("v4");
        Files.delete(project.directory.resolve("seeds/link.csv"));
        project.price("12").release("v5");
        Recording.Result result = project.read("v*");
        assertThat(Project.lines(result.files().get(0))).isEqualTo(was("9"));
        assertThat(result.files().get(0).releases()).containsExactly("v3", "v5");
        assertThat(result.warnings()).extracting(Object::toString).containsExactly("""
                Release v1 is passed over, since its seeds cannot be read: Unknown key "keys" in table "tier".
                  where: seeds at v1/tiers.yaml, line 1, column 17
                  mend:  where databases are still on it, say with "$was" what it declared""", """
                Release v2 is passed over, since its seeds cannot be read: File "seeds at v2/big.csv" cannot be read: Git LFS has its content, and the repository none.
                  where: seeds at v2/big.csv
                  mend:  where databases are still on it, say with "$was" what it declared""", """
                Release v4 is passed over, since its seeds cannot be read: the symbolic link "link.csv" leads out of the seeds directory
                  mend:  where databases are still on it, say with "$was" what it declared""");
    }

    @Test
    void symbolic_links_inside_the_seeds_are_followed() throws IOException {
        project.file("seeds/tiers.yaml", "tables: {tier: {key: [code], rows: {csv: data/t.csv}}}")
                .file("seeds/data/real.md", "code,price\nstarter,9\n");
        Files.createSymbolicLink(project.directory.resolve("seeds/data/t.csv"), Path.of("../data/real.md"));
        Files.createSymbolicLink(project.directory.resolve("seeds/notes"), Path.of("data"));
        project.delete("seeds/tiers.yaml")
                .file("seeds/tiers.yaml", "tables: {tier: {key: [code], rows: {csv: notes/t.csv}}}")
                .file("seeds/use.yaml", "tables: {other: {rows: {csv: data/t.csv}}}")
                .release("v1");
        project.delete("seeds/notes")
                .delete("seeds/data/t.csv")
                .delete("seeds/use.yaml")
                .price("12");
        Recording.Result result = project.read("v*");
        assertThat(result.warnings()).isEmpty();
        assertThat(Project.lines(result.files().get(0)))
                .isEqualTo("{\"table\":\"other\",\"key\":{\"code\":\"starter\",\"price\":9}}\n" + was("9"));
    }

    @Test
    void line_ends_of_the_working_directory_make_no_difference() {
        String yaml = "tables:\n  t:\n    key: [k]\n    rows: [{k: a, text: {$file: a.md}}]\n";
        String csv = "code,name\nEUR,\"two\nlines\"\n";
        project.file("seeds/t.yaml", yaml)
                .file("seeds/a.md", "1\n2\n")
                .file("seeds/c.csv", csv)
                .release("v1");
        project.file("seeds/t.yaml", yaml.replace("\n", "\r\n"))
                .file("seeds/a.md", "1\r\n2\r\n")
                .file("seeds/c.csv", csv.replace("\n", "\r\n"));
        assertThat(project.record("v*")).isEmpty();
    }

    @Test
    void without_git_the_last_recorded_state_counts() throws IOException {
        Path seeds = Files.createDirectories(temporary.resolve("plain/seeds"));
        Path tiers = seeds.resolve("tiers.yaml");
        Files.writeString(tiers, "tables: {tier: {key: [code], rows: [{code: starter, price: 9}]}}");
        RecordFile first = plain();
        assertThat(first.releases()).isNull();
        assertThat(first.isComplete()).isFalse();
        assertThat(first.write()).containsExactly("seeds/former.jsonl");
        assertThat(plain().isComplete()).isTrue();
        assertThat(plain().write()).isEmpty();
        Files.writeString(tiers, "tables: {tier: {key: [code], rows: [{code: starter, price: 12}]}}");
        assertThat(plain().isComplete()).isFalse();
        plain().write();
        assertThat(seeds.resolve("former.jsonl"))
                .content()
                .isEqualTo(Project.HEADER
                        + "{\"table\":\"tier\",\"key\":{\"code\":\"starter\"},\"now\":{\"price\":12}}\n" + was("9"));
        assertThat(plain().isComplete()).isTrue();
    }

    private RecordFile plain() {
        return Recording.read(
                        List.of("seeds"),
                        temporary.resolve("plain"),
                        "v*",
                        getClass().getClassLoader())
                .files()
                .get(0);
    }

    @Test
    void the_last_recorded_state_is_taken_over_into_git() {
        project.price("12")
                .file(
                        "seeds/former.jsonl",
                        Project.HEADER + "{\"table\":\"tier\",\"key\":{\"code\":\"starter\"},\"now\":{\"price\":9}}\n"
                                + was("7"))
                .commit();
        assertThat(project.write(null)).containsExactly("seeds/former.jsonl");
        assertThat(project.text("seeds/former.jsonl")).isEqualTo(Project.HEADER + was("7,9"));
    }

    @Test
    void recording_twice_writes_once_and_check_turns_red_with_the_next_change() {
        project.price("9").release("v1");
        project.price("12");
        assertThat(project.read("v*").files().get(0).isComplete()).isFalse();
        assertThat(project.write("v*")).containsExactly("seeds/former.jsonl", "seeds/.gitattributes");
        String text = project.text("seeds/former.jsonl");
        assertThat(project.write("v*")).isEmpty();
        assertThat(project.read("v*").files().get(0).isComplete()).isTrue();
        project.release("v2");
        assertThat(project.write("v*")).isEmpty();
        assertThat(project.text("seeds/former.jsonl")).isEqualTo(text).isEqualTo(Project.HEADER + was("9"));
        project.price("15");
        RecordFile behind = project.read("v*").files().get(0);
        assertThat(behind.isComplete()).isFalse();
        assertThat(behind.recorded().missing())
                .containsExactly(new Recorded.Missing("tier", "{\"code\":\"starter\"}", List.of("price")));
        assertThat(project.write("v*")).containsExactly("seeds/former.jsonl");
        assertThat(project.text("seeds/former.jsonl")).isEqualTo(Project.HEADER + was("9,12"));
    }

    @Test
    void a_record_with_windows_line_ends_is_left_alone() {
        project.price("9").release("v1");
        project.price("12").write("v*");
        project.file("seeds/former.jsonl", project.text("seeds/former.jsonl").replace("\n", "\r\n"));
        assertThat(project.write("v*")).isEmpty();
        assertThat(project.read("v*").files().get(0).isComplete()).isTrue();
    }

    @Test
    void two_branches_that_change_different_rows_merge_without_a_conflict() throws GitAPIException {
        String a = "tables: {tier: {key: [code], rows: [{code: a, price: %s}]}}";
        String b = "tables: {tier: {key: [code], rows: [{code: b, price: %s}]}}";
        project.file("seeds/a.yaml", a.formatted("1"))
                .file("seeds/b.yaml", b.formatted("1"))
                .release("v1");
        project.file("seeds/z.yaml", "tables: {z: {key: [code], rows: [{code: z}]}}")
                .commit();
        project.git.branchCreate().setName("other").call();
        project.file("seeds/a.yaml", a.formatted("2")).write("v*");
        project.commit();
        project.git.checkout().setName("other").call();
        project.file("seeds/b.yaml", b.formatted("2")).write("v*");
        RevCommit other = project.commit();
        project.git.checkout().setName("main").call();
        MergeResult merged = project.git.merge().include(other).call();
        assertThat(merged.getMergeStatus()).isEqualTo(MergeResult.MergeStatus.MERGED);
        String both = """
                {"table":"tier","key":{"code":"a"},"was":{"price":[1]}}
                {"table":"tier","key":{"code":"b"},"was":{"price":[1]}}
                """;
        assertThat(project.text("seeds/former.jsonl").lines())
                .containsExactlyInAnyOrderElementsOf(
                        (Project.HEADER + both).lines().toList());
        assertThat(project.read("v*").files().get(0).isComplete()).isTrue();
        project.write("v*");
        assertThat(project.text("seeds/former.jsonl")).isEqualTo(Project.HEADER + both);
    }

    @Test
    void changes_apart_merge_without_any_attribute() throws GitAPIException {
        String rows = "{code: a, price: %s}, {code: b, price: %s}, {code: c, price: %s}";
        project.file("seeds/.gitattributes", "").tiers(rows.formatted(1, 1, 1)).release("v1");
        project.tiers(rows.formatted(2, 2, 2)).write("v*");
        project.release("v2");
        project.git.branchCreate().setName("other").call();
        project.tiers(rows.formatted(3, 2, 2)).write("v*");
        project.commit();
        project.git.checkout().setName("other").call();
        project.tiers(rows.formatted(2, 2, 3)).write("v*");
        project.file("seeds/tiers.yaml", project.text("seeds/tiers.yaml"));
        RevCommit other = project.commit();
        project.git.checkout().setName("main").call();
        MergeResult merged = project.git.merge().include(other).setCommit(false).call();
        assertThat(merged.getConflicts()).containsOnlyKeys("seeds/tiers.yaml");
        assertThat(project.text("seeds/former.jsonl")).isEqualTo(Project.HEADER + """
                {"table":"tier","key":{"code":"a"},"was":{"price":[1,2]}}
                {"table":"tier","key":{"code":"b"},"was":{"price":[1]}}
                {"table":"tier","key":{"code":"c"},"was":{"price":[1,2]}}
                """);
    }

    @Test
    void rows_may_stand_for_those_of_another_seeds_directory() {
        project.file("core/p.yaml", "tables: {permission: {key: [name], rows: [{name: view}, {name: edit}]}}")
                .file("grants/g.yaml", "tables: {g: {key: [p], rows: [{p: {$each: {declared: permission}}}]}}")
                .release("v1");
        project.file("core/p.yaml", "tables: {permission: {key: [name], rows: [{name: view}]}}");
        Recording.Result result = project.read("v*", "core", "grants");
        assertThat(result.files())
                .extracting(RecordFile::path)
                .containsExactly("core/former.jsonl", "grants/former.jsonl");
        assertThat(result.files()).extracting(Project::lines).containsExactly("""
                {"table":"permission","key":{"name":"edit"}}
                """, """
                {"table":"g","key":{"p":{"name":"edit"}}}
                """);
    }

    @Test
    void a_linked_worktree_has_the_history_of_its_repository() throws IOException {
        project.price("9").release("v1");
        RevCommit head = project.price("12").commit();
        Path worktree = Files.createDirectories(temporary.toRealPath().resolve("linked"));
        Path own = Files.createDirectories(project.directory.resolve(".git/worktrees/linked"));
        Files.writeString(worktree.resolve(".git"), "gitdir: " + own + "\n");
        Files.writeString(own.resolve("HEAD"), head.name() + "\n");
        Files.writeString(own.resolve("commondir"), "../..\n");
        Files.writeString(own.resolve("gitdir"), worktree.resolve(".git") + "\n");
        Files.createDirectories(worktree.resolve("seeds"));
        Files.copy(project.directory.resolve("seeds/tiers.yaml"), worktree.resolve("seeds/tiers.yaml"));
        Recording.Result result =
                Recording.read(List.of("seeds"), worktree, "v*", getClass().getClassLoader());
        assertThat(Project.lines(result.files().get(0))).isEqualTo(was("9"));
    }

    @Test
    void places_that_have_no_record_are_named() {
        project.price("9");
        assertThatThrownBy(() -> project.read(null, "classpath:seeds")).hasMessage("""
                Seeds on the class path have no history: "classpath:seeds".
                  mend:  name the directory they come from, such as --seeds src/main/resources/seeds""");
        assertThatThrownBy(() -> project.read(null, "seeds/tiers.yaml")).hasMessage("""
                "seeds/tiers.yaml" is a file, and the record belongs to a directory.
                  mend:  name the directory with --seeds, SEEDBED_SEEDS, or "seeds" in seedbed.yaml""");
    }

    @Test
    void thousands_of_commits_take_bounded_time() throws IOException {
        ObjectId last = commits(3_000, 300);
        RefUpdate main = project.git.getRepository().updateRef(Constants.HEAD);
        main.setNewObjectId(last);
        main.forceUpdate();
        project.price("-1");
        String text = Assertions.assertTimeout(Duration.ofSeconds(60), () -> project.record(null));
        assertThat(text)
                .startsWith("{\"table\":\"tier\",\"key\":{\"code\":\"starter\"},\"was\":{\"price\":[0,1,2,")
                .endsWith(",298,299]}}\n");
    }

    /** Commits in a row, of which some change the seeds, with their objects alone. */
    private ObjectId commits(int count, int changes) throws IOException {
        try (ObjectInserter inserter = project.git.getRepository().newObjectInserter()) {
            ObjectId parent = null;
            for (int i = 0; i < count; i++) {
                String yaml =
                        "tables: {tier: {key: [code], rows: [{code: starter, price: " + i / (count / changes) + "}]}}";
                TreeFormatter seeds = new TreeFormatter();
                seeds.append(
                        "tiers.yaml",
                        FileMode.REGULAR_FILE,
                        inserter.insert(Constants.OBJ_BLOB, yaml.getBytes(StandardCharsets.UTF_8)));
                TreeFormatter root = new TreeFormatter();
                root.append(
                        "a.txt",
                        FileMode.REGULAR_FILE,
                        inserter.insert(Constants.OBJ_BLOB, Integer.toString(i).getBytes(StandardCharsets.UTF_8)));
                root.append("seeds", FileMode.TREE, inserter.insert(seeds));
                CommitBuilder commit = new CommitBuilder();
                commit.setTreeId(inserter.insert(root));
                commit.setAuthor(project.somebody());
                commit.setCommitter(commit.getAuthor());
                commit.setMessage("Change");
                if (parent != null) {
                    commit.setParentId(parent);
                }
                parent = inserter.insert(commit);
            }
            inserter.flush();
            return parent;
        }
    }
}
