package dev.seedbed.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands between a client and the server and counts how often the client speaks after the server has answered, which is
 * right for one connection at a time.
 */
public final class RoundTrips implements AutoCloseable {
    /** What one of its threads does. */
    @FunctionalInterface
    private interface Passing {
        void run() throws IOException;
    }

    private final ServerSocket listener;
    private final int serverPort;
    private boolean serverSpokeLast = true;
    private int trips;

    public RoundTrips(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public synchronized void reset() {
        trips = 0;
    }

    public synchronized int trips() {
        return trips;
    }

    private synchronized void spoke(boolean server) {
        if (!server && serverSpokeLast) {
            trips++;
        }
        serverSpokeLast = server;
    }

    private static void start(String name, Passing work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
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
