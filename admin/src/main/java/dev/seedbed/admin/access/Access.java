package dev.seedbed.admin.access;

import dev.seedbed.casbin.ReadOnlyAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the rules in {@code seedbed_admin_rule}; what no rule allows is denied. Rules are read again after a change
 * here, and at the latest {@link #STALE} after one elsewhere. Thread-safe.
 */
public final class Access {
    /** Every permission that there is. */
    public static final List<String> PERMISSIONS = List.of(
            "seeds:read",
            "seeds:run",
            "rows:read",
            "rows:write",
            "roles:read",
            "roles:write",
            "accounts:read",
            "accounts:write",
            "audit:read");

    static final Duration STALE = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private @Nullable Enforcer enforcer;
    private long loadedAt;

    public Access(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Whether any of these roles has a permission.
     *
     * @param permission such as {@code accounts:write}
     */
    public synchronized boolean allows(Collection<String> roles, String permission) {
        int colon = permission.indexOf(':');
        if (colon < 0) {
            return false;
        }
        Enforcer rules = rules();
        return roles.stream()
                .anyMatch(role -> rules.enforce(role, permission.substring(0, colon), permission.substring(colon + 1)));
    }

    /** All that these roles allow together, inherited permissions included. */
    public Set<String> effective(Collection<String> roles) {
        Set<String> effective = new TreeSet<>();
        for (String permission : PERMISSIONS) {
            if (allows(roles, permission)) {
                effective.add(permission);
            }
        }
        return effective;
    }

    /** The next decision is made by rules that are read then. */
    public synchronized void changed() {
        enforcer = null;
    }

    /** An enforcer is no place for two threads: even a question changes what it remembers of roles. */
    private Enforcer rules() {
        Enforcer known = enforcer;
        long now = System.nanoTime();
        if (known == null || now - loadedAt > STALE.toNanos()) {
            Model model = new Model();
            model.loadModelFromText(model());
            known = new Enforcer(
                    model, new ReadOnlyAdapter(dataSource, "seedbed_admin_rule", List.of("ptype", "v0", "v1", "v2")));
            enforcer = known;
            loadedAt = now;
        }
        return known;
    }

    private static String model() {
        try (InputStream model = Access.class.getResourceAsStream("model.conf")) {
            if (model == null) {
                throw new IllegalStateException("There is no model.conf beside " + Access.class.getName() + ".");
            }
            return new String(model.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
