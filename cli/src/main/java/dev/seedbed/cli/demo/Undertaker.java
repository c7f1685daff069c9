package dev.seedbed.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Stops a server and empties its directory when this process is gone, however it ends: a process of its own, which waits
 * until what it reads from has nobody left to write to it.
 */
final class Undertaker {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            cat >/dev/null
            for file in $(find "$1" -name postmaster.pid 2>/dev/null); do
                read -r server <"$file" || continue
                kill -QUIT "$server" 2>/dev/null
                for wait in 1 2 3 4 5 6 7 8 9 10; do
                    kill -0 "$server" 2>/dev/null || break
                    sleep 0.5
                done
            done
            rm -rf "$1"
            """;

    /** Held, since a process that nobody knows any more has its streams closed. */
    private final @Nullable Process process;

    private Undertaker(@Nullable Process process) {
        this.process = process;
    }

    /** Waits for the end of this process; where there is no shell, there is nobody who waits. */
    static Undertaker of(Path directory) {
        try {
            return new Undertaker(new ProcessBuilder("/bin/sh", "-c", SCRIPT, "seedbed-demo", directory.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            return new Undertaker(null);
        }
    }

    /** Has nothing left to do. */
    void dismiss() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
