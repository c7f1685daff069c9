package dev.seedbed.cli;

import dev.seedbed.connect.Address;
import dev.seedbed.connect.Secrets;
import dev.seedbed.show.Call;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of this call that the next one needs too, as somebody may paste them. Never a password. */
final class RepeatedOptions {
    private final Session session;
    private final StringBuilder options = new StringBuilder();
    private String note = "";

    private RepeatedOptions(Session session) {
        this.session = session;
    }

    static Call of(Session session) {
        RepeatedOptions repeated = new RepeatedOptions(session);
        repeated.add();
        return new Call(Call.Form.COMMAND_LINE, repeated.options.toString(), repeated.note, session.next);
    }

    /** Those that name the database alone, for a command about other seeds. */
    static Call ofConnection(Session session) {
        RepeatedOptions repeated = new RepeatedOptions(session);
        repeated.addConnection();
        return new Call(Call.Form.COMMAND_LINE, repeated.options.toString(), repeated.note, null);
    }

    private void addConnection() {
        add("--config", text(session.output.config));
        String user = session.connection.user;
        if (session.connection.url != null) {
            user = url(session.connection.url, user);
        }
        add("--user", user);
        add("--password-env", session.connection.passwordEnv);
        add("--password-file", text(session.connection.passwordFile));
        add("--schema", session.connection.schema);
    }

    private void add() {
        addConnection();
        add("--seeds", session.seeds.seeds);
        add("--env", session.seeds.environment);
        add("--seeder", session.seeds.seeders);
        add("--table", session.seeds.tables);
        if (session.run.restore) {
            options.append(" --restore");
        }
    }

    /** Adds the address without its secrets, and answers the user, whom it then may have lost. */
    private @Nullable String url(String url, @Nullable String user) {
        Address address = Address.of(url, session.world.directory());
        if (address.password() != null
                && session.connection.passwordEnv == null
                && session.connection.passwordFile == null) {
            note = "password in SEEDBED_PASSWORD";
        }
        String stripped = Secrets.strip(url);
        String shown = stripped.contains("***") ? address.shown() : stripped;
        String written = address.user();
        if (user != null || written == null) {
            add("--url", shown);
            return user;
        }
        boolean insertable = shown.startsWith("postgres") && shown.contains("://") && isPlain(written);
        add("--url", insertable ? shown.replace("://", "://" + written + "@") : shown);
        return insertable ? null : written;
    }

    private void add(String name, @Nullable String value) {
        if (value != null) {
            options.append(' ').append(name).append(' ').append(quoted(value));
        }
    }

    private void add(String name, List<String> values) {
        values.forEach(value -> add(name, value));
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        boolean plain = !word.isEmpty() && isPlain(word.replaceAll("[./:@=,+%]", ""));
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static boolean isPlain(String word) {
        return word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }
}
