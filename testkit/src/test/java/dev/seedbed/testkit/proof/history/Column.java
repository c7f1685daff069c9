package dev.seedbed.testkit.proof.history;

import org.jspecify.annotations.Nullable;

/**
 * A column of the tables that histories are about.
 *
 * @param unique true where no two rows may hold one value, besides NULL
 * @param ordinarily what the catalogue's default gives it; null for NULL
 * @param seedable true where releases may declare it
 */
record Column(
        String name,
        Kind kind,
        boolean required,
        boolean unique,
        @Nullable String ordinarily,
        boolean seedable) {
    static Column of(String name, Kind kind) {
        return new Column(name, kind, false, false, null, true);
    }

    static Column required(String name, Kind kind) {
        return new Column(name, kind, true, false, null, true);
    }

    static Column byHandOnly(String name) {
        return new Column(name, Kind.TEXT, false, false, null, false);
    }

    @Nullable
    String through(@Nullable String text) {
        return text == null ? null : kind.through(text);
    }

    boolean refers() {
        return kind == Kind.REFERENCE;
    }
}
