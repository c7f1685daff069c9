package dev.seedbed.admin.console;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a page says was done just now. An address names it by its key, so that no address can have a page say anything else. */
final class Notices {
    private static final Map<String, String> TEXTS = Map.of(
            "saved", "Saved.",
            "unchanged", "Nothing was changed: the row is as it was.",
            "created", "Created.",
            "pinned", "Pinned: releases leave it as it is.",
            "unpinned", "No longer pinned: releases decide again.",
            "signed-out", "You are signed out.",
            "password", "Your password is changed, and all your other sessions have ended.");

    private static final Map<String, String> OF_DEFAULTS = Map.of(
            "restored", "The default is back.",
            "nothing-restored", "Nothing to bring back: every column holds its default.",
            "counted", "The default was there already, and counts as planted: later releases bring it up to date.",
            "planted", "The row is planted.",
            "brought-back", "The row is back.");

    private static final Map<String, String> OF_ACCESS = Map.of(
            "sessions-ended", "All other sessions have ended.",
            "factor-removed", "The second factor is removed.",
            "enabled", "The account is enabled.",
            "disabled", "The account is disabled, and its sessions have ended.",
            "roles", "The roles are saved, and count from now on.");

    private Notices() {}

    static @Nullable String of(@Nullable String key) {
        return key == null
                ? null
                : Stream.of(TEXTS, OF_DEFAULTS, OF_ACCESS)
                        .map(texts -> texts.get(key))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }
}
