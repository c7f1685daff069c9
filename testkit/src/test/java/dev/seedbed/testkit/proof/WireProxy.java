package dev.seedbed.testkit.proof;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a driver and a PostgreSQL server, sees every message of the protocol, and cuts the line where a test
 * wants it. Connect with {@code sslmode=disable}.
 */
final class WireProxy implements AutoCloseable {
    /** Is shown each message before it is passed on; false cuts the connection instead. */
    @FunctionalInterface
    interface Tap {
        boolean passes(Message message);
    }

    /**
     * A message.
     *
     * @param fromClient whether it goes to the server
     * @param type its first byte; 0 for the start-up message
     */
    record Message(boolean fromClient, char type, byte[] body) {
        /** The SQL of a query or parse message; empty for any other. */
        String sql() {
            if (!fromClient || (type != 'Q' && type != 'P')) {
                return "";
            }
            int start = 0;
            if (type == 'P') {
                while (body[start] != 0) {
                    start++;
                }
                start++;
            }
            int end = start;
            while (body[end] != 0) {
                end++;
            }
            return new String(body, start, end - start, StandardCharsets.UTF_8);
        }

        /** The command that a "command complete" message of the server names; empty for any other. */
        String completed() {
            return !fromClient && type == 'C' ? new String(body, 0, body.length - 1, StandardCharsets.UTF_8) : "";
        }
    }

    private final ServerSocket listener;
    private final int serverPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> statements = new ArrayList<>();
    private volatile Tap tap = message -> true;
    private volatile boolean accepting = true;
    private int roundTrips;
    private int startUps;

    WireProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + listener.getLocalPort() + "/" + database
                + "?user=postgres&sslmode=disable&gssEncMode=disable&assumeMinServerVersion=14";
    }

    void tap(Tap newTap) {
        tap = newTap;
    }

    /** From now on nobody gets through. */
    void refuseConnections() {
        accepting = false;
    }

    /** SQL that clients sent, in order. */
    synchronized List<String> statements() {
        return List.copyOf(statements);
    }

    /** How often a client waited for the server, not counting the start of its sessions. */
    synchronized int roundTrips() {
        return roundTrips;
    }

    /** How often a client waited for the server while its session began. */
    synchronized int startUpRoundTrips() {
        return startUps;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (!accepting) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                Session session = new Session(client, server);
                daemon(() -> session.pump(true));
                daemon(() -> session.pump(false));
            } catch (IOException e) {
                // The listener is closed, or the server is gone: the client sees its connection end.
                continue;
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private final class Session {
        private final Socket client;
        private final Socket server;
        private boolean started;

        Session(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(boolean fromClient) {
            try (Socket from = fromClient ? client : server;
                    Socket to = fromClient ? server : client;
                    DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
                    DataOutputStream out = new DataOutputStream(to.getOutputStream())) {
                boolean startUp = fromClient;
                while (true) {
                    char type = startUp ? 0 : (char) in.readUnsignedByte();
                    byte[] body = new byte[in.readInt() - 4];
                    in.readFully(body);
                    Message message = new Message(fromClient, type, body);
                    note(message);
                    if (!tap.passes(message)) {
                        return;
                    }
                    byte[] bytes = new byte[body.length + (startUp ? 4 : 5)];
                    int at = 0;
                    if (!startUp) {
                        bytes[at++] = (byte) type;
                    }
                    int length = body.length + 4;
                    bytes[at++] = (byte) (length >>> 24);
                    bytes[at++] = (byte) (length >>> 16);
                    bytes[at++] = (byte) (length >>> 8);
                    bytes[at++] = (byte) length;
                    System.arraycopy(body, 0, bytes, at, body.length);
                    out.write(bytes);
                    startUp = false;
                }
            } catch (IOException e) {
                // One side is gone; closing the sockets tells the other.
                return;
            }
        }

        private void note(Message message) {
            synchronized (WireProxy.this) {
                String sql = message.sql();
                if (!sql.isEmpty()) {
                    statements.add(sql);
                }
                if (message.fromClient() || message.type() != 'Z') {
                    return;
                }
                // The server is ready for the next query: the client has waited for this.
                if (started) {
                    roundTrips++;
                } else {
                    startUps++;
                    started = true;
                }
            }
        }
    }
}
