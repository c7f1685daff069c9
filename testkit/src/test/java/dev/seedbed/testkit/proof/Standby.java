package dev.seedbed.testkit.proof;

import dev.seedbed.testkit.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A hot standby of a test server, made from a copy of its files in backup mode: the binaries have no pg_basebackup. */
final class Standby implements AutoCloseable {
    private final Path data;
    private final String bin;
    private final int port;

    private Standby(Path data, String bin, int port) {
        this.data = data;
        this.bin = bin;
        this.port = port;
    }

    static Standby of(TestDatabase primary, Path data) throws Exception {
        int version = Integer.parseInt(primary.value("show server_version_num"));
        String bin = primary.value("select setting from pg_config where name = 'BINDIR'");
        Path source = Path.of(primary.value("show data_directory"));
        Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Connection session = primary.connect()) {
            TestDatabase.rows(
                    session,
                    version >= 150_000
                            ? "select pg_backup_start('standby', true)"
                            : "select pg_start_backup('standby', true, false)");
            copy(source, data);
            String label = TestDatabase.rows(
                            session,
                            version >= 150_000
                                    ? "select labelfile from pg_backup_stop(false)"
                                    : "select labelfile from pg_stop_backup(false, false)")
                    .get(0);
            Files.writeString(data.resolve("backup_label"), label);
        }
        Files.writeString(data.resolve("standby.signal"), "");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=" + primary.value("show port") + " user=postgres'\n"
                        + "hot_standby = on\nwal_retrieve_retry_interval = '100ms'\nmax_connections = 300\nmax_wal_senders = 4\nfsync = off\nlisten_addresses = 'localhost'\nport = "
                        + port + "\n");
        Standby standby = new Standby(data, bin, port);
        standby.command("start", "-w", "-t", "60", "-l", data.resolve("log").toString());
        return standby;
    }

    String url(String name) {
        return "jdbc:postgresql://localhost:" + port + "/" + name + "?user=postgres";
    }

    /** Waits until the standby has replayed all that the primary has written. */
    void awaits(TestDatabase primary) throws Exception {
        String written = primary.value("select pg_current_wal_insert_lsn()");
        String name = primary.value("select current_database()");
        TestDatabase here = new TestDatabase(PostgresProof.connecting(url(name)), data);
        for (int i = 0; i < 600; i++) {
            if (here.value("select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= '" + written + "'")
                    .equals("t")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("The standby did not come up to " + written + ".");
    }

    @Override
    public void close() throws Exception {
        command("stop", "-w", "-m", "immediate");
    }

    private void command(String action, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root; in a user namespace it is not.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(bin + "/pg_ctl", action, "-D", data.toString()));
        command.addAll(List.of(more));
        Path output = data.resolveSibling(data.getFileName() + "-" + action + ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
            Path log = data.resolve("log");
            throw new IOException(Files.readString(output) + (Files.exists(log) ? Files.readString(log) : ""));
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!folder.equals(source)) {
                    Files.createDirectory(target.resolve(source.relativize(folder)));
                }
                // The standby asks the server for what was written.
                return folder.endsWith("pg_wal") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith("postmaster.") && !name.equals("epg-lock")) {
                    try {
                        Files.copy(file, target.resolve(source.relativize(file)));
                    } catch (NoSuchFileException e) {
                        // The running server removed it meanwhile, which backup mode allows for.
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
