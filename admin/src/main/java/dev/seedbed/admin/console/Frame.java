package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.run.Plans;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param base path that links begin with
 * @param section of the navigation that the page belongs to; empty for none
 * @param caller who looks; null for nobody who is known
 * @param permissions that they have; navigation and buttons go by them, and the endpoints again
 * @param csrf token that forms carry
 * @param assets version of styles and scripts
 * @param notice what was done just now; null for nothing
 * @param ofApplication whether roles are read out of the application
 * @param outlook what waits, for the navigation
 */
public record Frame(
        String base,
        String title,
        String section,
        @Nullable Caller caller,
        Set<String> permissions,
        String csrf,
        String environment,
        String assets,
        @Nullable String notice,
        boolean ofApplication,
        Plans.Outlook outlook) {

    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    public boolean isProduction() {
        return environment.equals("production");
    }

    /** For {@code aria-current}; null leaves the attribute out. */
    public @Nullable String current(String other) {
        return section.equals(other) ? "page" : null;
    }

    public String link(String path) {
        return base + path;
    }
}
