package dev.seedbed.admin;

import dev.seedbed.Seedbed;
import dev.seedbed.connect.Address;
import dev.seedbed.connect.Database;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The service in a JVM of its own, which can be killed. In production. */
public final class ServiceProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns once it answers. */
    public static ServiceProcess start(String url, Path seeds) throws Exception {
        Path said = Files.createTempFile("service", ".log");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServiceProcess.class.getName()));
        command.addAll(List.of(url, seeds.toString(), String.valueOf(port)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        ServiceProcess started = new ServiceProcess(process, port);
        while (!started.answers()) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The service did not start:\n" + Files.readString(said));
            }
        }
        return started;
    }

    public static void main(String[] arguments) {
        Address address = Address.of(arguments[0], Path.of(""));
        DataSource database = new Database(address, address.user(), null);
        Seedbed seedbed = Seedbed.on(database)
                .seeds(arguments[1])
                .environment("production")
                .build();
        Serve.start(
                database, seedbed, Integer.parseInt(arguments[2]), List.of("--seedbed.admin.second-factor=optional"));
    }

    private boolean answers() {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Somebody who is signed in, at this service: sessions are in the database. */
    public Client of(Client visitor) {
        return visitor.at("http://localhost:" + port + "/seedbed/api/v1");
    }

    /** As {@code kill -9}: nothing of it runs any more. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The service cannot be killed.");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
