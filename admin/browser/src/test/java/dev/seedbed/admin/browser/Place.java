package dev.seedbed.admin.browser;

import java.util.function.Function;

/**
 * A page of the console in one of its states, and how somebody comes to see it.
 *
 * @param name of its picture
 * @param pattern of the address that answers
 * @param template that it is made by
 * @param heading what its first heading begins with
 * @param way opens a window and goes there
 */
record Place(String name, String pattern, String template, String heading, Function<Look, Visitor> way) {
    Visitor visit(Look look) {
        return way.apply(look);
    }

    @Override
    public String toString() {
        return name;
    }
}
