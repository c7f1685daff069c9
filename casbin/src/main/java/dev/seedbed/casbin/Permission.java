package dev.seedbed.casbin;

import dev.seedbed.seed.Location;
import dev.seedbed.source.Excerpt;

/** Something that may be done to something. */
record Permission(String object, String action, Location at) {
    /** What a matcher may take for many objects or actions. */
    boolean isPattern() {
        return object.contains("*") || action.contains("*");
    }

    String show() {
        return Excerpt.of(name());
    }

    String name() {
        return object + ": " + action;
    }
}
