package dev.seedbed.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** A project with seeds in a git repository of its own; each commit is a minute after the one before. */
final class Project implements AutoCloseable {
    static final String HEADER = "{\"seedbed\":\"former\",\"version\":1}\n";

    final Path directory;
    final Git git;
    private Instant clock = Instant.parse("2026-01-02T03:04:05Z");

    Project(Path directory) {
        this.directory = directory;
        try {
            this.git = Git.init()
                    .setDirectory(directory.toFile())
                    .setInitialBranch("main")
                    .call();
        } catch (GitAPIException e) {
            throw new AssertionError(e);
        }
    }

    Project file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Project file(String name, byte[] content) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Project delete(String name) {
        try {
            Files.delete(directory.resolve(name));
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The one seeder of most tests, with one row. */
    Project price(String price) {
        return tiers("{code: starter, price: " + price + "}");
    }

    Project tiers(String rows) {
        return file("seeds/tiers.yaml", "tables: {tier: {key: [code], rows: [" + rows + "]}}\n");
    }

    PersonIdent somebody() {
        clock = clock.plusSeconds(60);
        return new PersonIdent("Somebody", "somebody@example.org", clock, ZoneOffset.UTC);
    }

    RevCommit commit() {
        try {
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
            PersonIdent somebody = somebody();
            return git.commit()
                    .setMessage("Change")
                    .setAuthor(somebody)
                    .setCommitter(somebody)
                    .setSign(false)
                    .call();
        } catch (GitAPIException e) {
            throw new AssertionError(e);
        }
    }

    Project release(String tag) {
        commit();
        return tag(tag);
    }

    Project tag(String tag) {
        try {
            git.tag().setName(tag).setAnnotated(false).call();
            return this;
        } catch (GitAPIException e) {
            throw new AssertionError(e);
        }
    }

    Recording.Result read(@Nullable String releases, String... directories) {
        return Recording.read(
                directories.length == 0 ? List.of("seeds") : List.of(directories),
                directory,
                releases,
                getClass().getClassLoader());
    }

    /** The lines of the record after its header. */
    String record(@Nullable String releases) {
        Recording.Result result = read(releases);
        return lines(result.files().get(0));
    }

    static String lines(RecordFile file) {
        return file.recorded().text().substring(HEADER.length());
    }

    List<String> write(@Nullable String releases) {
        try {
            return read(releases).files().get(0).write();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String text(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        git.close();
    }
}
