package dev.seedbed.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lets one client of PostgreSQL in and says yes to its first settings, then hangs up: what a driver does to connect is
 * most of what a short run makes the JVM load.
 */
final class PassingServer implements AutoCloseable {
    private static final int ENCRYPTION = 80_877_103;
    private static final int OTHER_ENCRYPTION = 80_877_104;
    private static final int SETTINGS = 'Q';
    private static final List<String> PARAMETERS = List.of(
            "server_version",
            "17.0",
            "client_encoding",
            "UTF8",
            "server_encoding",
            "UTF8",
            "integer_datetimes",
            "on",
            "standard_conforming_strings",
            "on",
            "DateStyle",
            "ISO, MDY",
            "TimeZone",
            "UTC");

    private final ServerSocket server;

    PassingServer() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(
                () -> {
                    try (Socket client = server.accept()) {
                        serve(client);
                    } catch (IOException e) {
                        // The client has gone: it has loaded what it needed.
                        return;
                    }
                },
                "seedbed-passing-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private static void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        for (int wanted = request(in); wanted == ENCRYPTION || wanted == OTHER_ENCRYPTION; wanted = request(in)) {
            out.write('N');
            out.flush();
        }
        message(out, 'R', new byte[Integer.BYTES]);
        for (int i = 0; i < PARAMETERS.size(); i += 2) {
            message(out, 'S', text(PARAMETERS.get(i), PARAMETERS.get(i + 1)));
        }
        message(out, 'K', new byte[2 * Integer.BYTES]);
        ready(out);
        while (in.readUnsignedByte() == SETTINGS) {
            in.skipNBytes(in.readInt() - Integer.BYTES);
            message(out, 'C', text("SET"));
            ready(out);
        }
    }

    /** What a client asks for before anything else. */
    private static int request(DataInputStream in) throws IOException {
        int length = in.readInt();
        int wanted = in.readInt();
        in.skipNBytes(length - 2L * Integer.BYTES);
        return wanted;
    }

    private static void ready(DataOutputStream out) throws IOException {
        message(out, 'Z', new byte[] {'I'});
        out.flush();
    }

    private static void message(DataOutputStream out, char type, byte[] content) throws IOException {
        out.write(type);
        out.writeInt(content.length + Integer.BYTES);
        out.write(content);
    }

    private static byte[] text(String... texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
