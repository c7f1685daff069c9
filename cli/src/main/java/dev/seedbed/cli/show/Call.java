package dev.seedbed.cli.show;

import org.jspecify.annotations.Nullable;

/**
 * How to call the next command so that it means the same database and seeds.
 *
 * @param options to repeat, each after a blank
 * @param note what to see to as well, where a password cannot be repeated; empty for nothing
 * @param command what to call; null for the mode of the report
 */
public record Call(String options, String note, @Nullable String command) {
    /** Without any option. */
    public static final Call PLAIN = new Call("", "", null);

    /** The same options for another command. */
    public Call to(@Nullable String other) {
        return new Call(options, note, other);
    }

    String of(String mode, String more) {
        return "seedbed " + (command == null ? mode : command) + options + more + (note.isEmpty() ? "" : "    " + note);
    }
}
