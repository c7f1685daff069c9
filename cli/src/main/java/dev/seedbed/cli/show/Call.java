package dev.seedbed.cli.show;

/**
 * How to call the next command so that it means the same database and seeds.
 *
 * @param options to repeat, each after a blank
 * @param note what to see to as well, where a password cannot be repeated; empty for nothing
 */
public record Call(String options, String note) {
    /** Without any option. */
    public static final Call PLAIN = new Call("", "");

    String of(String mode, String more) {
        return "seedbed " + mode + options + more + (note.isEmpty() ? "" : "    " + note);
    }
}
