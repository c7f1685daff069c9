package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line answers where nothing comes to be served. */
class ServeProblemsTest {
    @TempDir
    private Path directory;

    private String call(int code, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter told = new PrintWriter(err, true);
        World world = new World(name -> null, directory, new PrintWriter(out, true), told, false, false, it -> null);
        assertThat(Main.execute(world, args)).as(err.toString()).isEqualTo(code);
        assertThat(out.toString()).isEmpty();
        return err.toString();
    }

    @Test
    void a_server_that_does_not_answer_is_told_and_ends_it_with_1() {
        assertThat(call(1, "serve", "--url", "postgres://app@localhost:1/app"))
                .startsWith("error: ")
                .contains("\n  where: jdbc:postgresql://localhost:1/app (user app)\n", "\n  mend:  ")
                .doesNotContain("\tat ");
    }

    @Test
    void what_is_named_and_not_there_is_a_mistake_of_the_call() throws Exception {
        assertThat(call(2, "serve", "--url", "h2:./none;IFEXISTS=TRUE"))
                .startsWith("error: The database does not exist.");
        assertThat(call(2, "serve")).startsWith("error: No database is named.").contains("seedbed serve --demo");
        Files.createFile(directory.resolve("app.db"));
        assertThat(call(2, "serve", "--url", "sqlite:app.db")).isEqualTo("""
                error: The admin service cannot keep its tables in SQLite.
                  where: seedbed serve
                  mend:  use PostgreSQL 14 or later, or H2 2
                """);
        assertThat(call(2, "serve", "--url", "h2:mem:x", "--seeds", "none")).startsWith("error: ");
        assertThat(call(2, "serve", "--demo", "--url", "h2:mem:x")).isEqualTo("""
                error: --demo has a database, seeds, an environment and accounts of its own.
                  where: seedbed serve
                  mend:  leave out --url, or --demo
                """);
        for (String name : new String[] {"--first-account", "--seedbed.admin.first-account"}) {
            assertThat(call(2, "serve", "--demo", name + "=ann")).isEqualTo("""
                    error: --demo has a database, seeds, an environment and accounts of its own.
                      where: seedbed serve
                      mend:  leave out --first-account, or --demo
                    """);
        }
    }

    @Test
    void a_property_that_cannot_be_is_one_too() throws Exception {
        Files.createDirectory(directory.resolve("seeds"));
        assertThat(call(2, "serve", "--url", "h2:mem:y", "--port", "0", "--seedbed.admin.path=x"))
                .contains(
                        "error: The path \"x\" is none where the service can be mounted.\n  where: seedbed.admin.path\n");
        assertThat(call(2, "serve", "--url", "h2:mem:z", "--port", "0", "--first-account", "root"))
                .endsWith("""
                error: The first account cannot be "root" in production: whoever guesses at passwords begins with such names.
                  where: seedbed.admin.first-account
                  mend:  take another, such as that of the person who signs in first, or leave it out to have one made up
                """);
    }
}
