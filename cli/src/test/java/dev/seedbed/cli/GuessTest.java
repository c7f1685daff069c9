package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.show.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuessTest extends CommandLineTest {
    private final AtomicInteger calls = new AtomicInteger();
    private ServerSocket server;

    /** A server that counts who calls, and hangs up. */
    @BeforeEach
    void listen() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("seeds")).resolve("t.csv"), "code\n1\n");
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread listening = new Thread(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    calls.incrementAndGet();
                    socket.close();
                }
            } catch (IOException e) {
                // The test is over.
                return;
            }
        });
        listening.setDaemon(true);
        listening.start();
    }

    @AfterEach
    void hangUp() throws IOException {
        server.close();
    }

    private String url() {
        return "postgresql://nobody@127.0.0.1:" + server.getLocalPort() + "/none?sslmode=disable";
    }

    @Test
    void a_guess_that_was_right_is_the_connection_that_is_used() {
        Answer answer = call("fill", "--url", url());

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(calls).hasValue(1);
    }

    @Test
    void a_guess_fails_with_the_words_of_a_call_without_one() {
        assertThat(call("fill", "--url=" + url()).err())
                .isEqualTo(call("--url", url(), "fill").err())
                .contains("127.0.0.1");
    }

    @Test
    void an_address_that_stands_elsewhere_than_it_seems_is_not_the_one_that_is_meant() {
        String other = url().replace("/none", "/other");

        Answer answer = call("fill", "--seeds", "seeds", "--url", url(), "--url", other);

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains("--url");
    }

    @Test
    void a_call_for_help_connects_to_nobody() throws InterruptedException {
        assertThat(call("fill", "--url", url(), "--help").code()).isEqualTo(ExitCode.DONE);
        Thread.sleep(100);

        assertThat(calls).hasValue(0);
    }

    @Test
    void a_password_from_a_pipe_is_left_for_the_one_who_needs_it() throws Exception {
        Files.writeString(directory.resolve("seedbed.yaml"), "url: " + url() + "\npassword-file: pipe\n");
        Process made = new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start();
        assertThat(made.waitFor()).isZero();
        Thread writer = new Thread(() -> {
            try {
                Files.writeString(directory.resolve("pipe"), "secret\n");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        writer.start();

        Answer answer = call("fill");

        writer.join(5_000);
        assertThat(writer.isAlive()).isFalse();
        assertThat(answer.err()).doesNotContain("secret").contains("127.0.0.1");
    }
}
