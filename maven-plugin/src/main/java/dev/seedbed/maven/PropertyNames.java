package dev.seedbed.maven;

import java.util.regex.Pattern;

/** What core calls an option of the command line is a property here. */
final class PropertyNames {
    private static final String OPTIONS = "url|user|password-env|password-file|schema|seeds|env|seeder|table|restore"
            + "|allow-blocked|yes|statement-timeout|lock-timeout|mode|config|actor|reason|releases|check";

    /** Options that core writes values behind. */
    private static final Pattern WITH_VALUE = Pattern.compile("(?<![\\w-])--(env|seeder|table|seeds) (?=[\\w./*-]+)");

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--(" + OPTIONS + ")(?![\\w-])");

    private PropertyNames() {}

    static String named(String text) {
        return OPTION.matcher(WITH_VALUE.matcher(text).replaceAll("-Dseedbed.$1="))
                .replaceAll("-Dseedbed.$1");
    }
}
