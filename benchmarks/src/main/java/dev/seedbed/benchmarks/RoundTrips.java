package dev.seedbed.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between a client and the server and counts how often the client speaks after the server has answered. */
final class RoundTrips implements AutoCloseable {
    private final ServerSocket listener;
    private final int serverPort;
    private boolean serverSpokeLast = true;
    private int trips;

    RoundTrips(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    synchronized void reset() {
        trips = 0;
    }

    synchronized int trips() {
        return trips;
    }

    private synchronized void spoke(boolean server) {
        if (!server && serverSpokeLast) {
            trips++;
        }
        serverSpokeLast = server;
    }

    private static void start(String name, Contender.Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        // One side has hung up.
                        return;
                    }
                },
                "round-trips-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start("client", () -> pass(client, server, false));
            start("server", () -> pass(server, client, true));
        }
    }

    private void pass(Socket from, Socket to, boolean fromServer) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                spoke(fromServer);
                out.write(buffer, 0, length);
                out.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
