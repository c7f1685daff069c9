package dev.seedbed.admin.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The service with a database of its own, as somebody meets it who has nothing. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
class DemoProcessTest {
    @TempDir
    private Path directory;

    private static Optional<Path> file(Path below, String name) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(each -> each.endsWith(name)).findFirst();
        }
    }

    @Test
    void what_it_prints_works_and_nothing_is_left_of_it_however_it_ends() throws Exception {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        Child asked = Child.start(first, "--demo", "--port=0");
        Child killed = Child.start(second, "--demo", "--port=0");
        try {
            String api = asked.says("API +(\\S+)$");
            killed.says("API +(\\S+)$");
            for (String account : List.of("readonly", "user", "admin")) {
                Http http = new Http(api).signIn(account, asked.says("^  " + account + " +(\\S+)$"));
                assertThat(http.get("/session").body()).contains("\"mustChangePassword\":false");
                assertThat(http.get("/audit").status()).isEqualTo(account.equals("admin") ? 200 : 403);
            }
            Http admin = new Http(api).signIn("admin", asked.says("^  admin +(\\S+)$"));
            List<String> shown = Files.readString(asked.said())
                    .lines()
                    .filter(line -> line.contains("curl -s -b jar"))
                    .map(line -> line.replaceAll("^.* '?http\\S+/api/v1([^' ]+)'?$", "$1"))
                    .toList();
            assertThat(shown).hasSize(1);
            assertThat(admin.get(shown.get(0)).body()).contains("\"starter\"", "\"default-moved\"", "\"pinned\"");
            assertThat(admin.get("/tables/subscription_tier/rows").body()).contains("\"team\"", "\"customised\"");
            assertThat(admin.get("/audit?action=account.*").body())
                    .contains("\"account.password-set\"", "\"set at the start of the demo\"")
                    .doesNotContain("\"account.password-changed\"");
            assertThat(admin.get("/ledger").body()).contains("spring offer, until June");
            assertThat(admin.get("/tables/app_setting/rows").body()).doesNotContain("made-up-for-the-demo");

            long server = Long.parseLong(
                    Files.readAllLines(file(second, "postmaster.pid").orElseThrow())
                            .get(0));
            assertThat(ProcessHandle.of(server)).isPresent();
            killed.process().destroyForcibly().waitFor();
            assertThat(asked.terminated()).isEqualTo(143);

            assertThat(left(first)).isEmpty();
            assertThat(Files.readString(asked.said())).endsWith("Ctrl-C stops it.\n\n");
            for (int i = 0; i < 300 && ProcessHandle.of(server).isPresent(); i++) {
                Thread.sleep(50);
            }
            assertThat(ProcessHandle.of(server)).isEmpty();
            for (int i = 0; i < 100 && !left(second).equals(List.of("seedbed-demo")); i++) {
                Thread.sleep(50);
            }
            assertThat(left(second)).as("but for the seeds").containsExactly("seedbed-demo");
        } finally {
            asked.process().destroyForcibly();
            killed.process().destroyForcibly();
        }
    }

    /** What it had in the directory of temporary files, without the numbers; Tomcat's own is Tomcat's. */
    private static List<String> left(Path directory) throws IOException {
        try (Stream<Path> left = Files.list(directory.resolve("temporary"))) {
            return left.map(each -> each.getFileName().toString().replaceAll("\\d+$", ""))
                    .filter(each -> each.startsWith("seedbed"))
                    .sorted()
                    .toList();
        }
    }
}
