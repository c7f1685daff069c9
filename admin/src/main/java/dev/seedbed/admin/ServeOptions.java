package dev.seedbed.admin;

import dev.seedbed.seed.SeedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Serve} was told.
 *
 * @param others for Spring Boot
 */
record ServeOptions(@Nullable String url, @Nullable String user, int port, List<String> others) {
    private static final int MOST = 65_535;

    /** @throws SeedException a usage error for what cannot be meant */
    static ServeOptions of(String... arguments) {
        String url = null;
        String user = null;
        int port = Serve.port();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].split("=", 2)[0];
            if (!List.of("--url", "--user", "--port").contains(name)) {
                others.add(arguments[i]);
                continue;
            }
            String value;
            if (arguments[i].length() > name.length()) {
                value = arguments[i].substring(name.length() + 1);
            } else if (i + 1 < arguments.length) {
                i++;
                value = arguments[i];
            } else {
                throw SeedException.usage(
                        "\"" + name + "\" has no value.", "write it behind, as in " + name + " VALUE");
            }
            switch (name) {
                case "--url" -> url = value;
                case "--user" -> user = value;
                default -> port = port(value);
            }
        }
        return new ServeOptions(url, user, port, others);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MOST) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw notOne(text);
        }
        throw notOne(text);
    }

    private static SeedException notOne(String text) {
        return SeedException.usage("\"" + text + "\" is not a port.", "--port", "write a number from 0 to 65535");
    }
}
