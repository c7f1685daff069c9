package dev.seedbed.show;

import org.jspecify.annotations.Nullable;

/**
 * How to call the next command so that it means the same database and seeds.
 *
 * @param form how commands are called here
 * @param options to repeat, each after a blank
 * @param note what to see to as well, where a password cannot be repeated; empty for nothing
 * @param command what to call; null for the mode of the report
 */
public record Call(
        Form form, String options, String note, @Nullable String command) {
    /** On the command line, without any option. */
    public static final Call PLAIN = of(Form.COMMAND_LINE);

    /**
     * How a door has its commands called.
     *
     * @param program what stands before the command, such as {@code "mvn seedbed:"}
     * @param option what stands before the name of an option, such as {@code "-Dseedbed."}
     */
    public record Form(String program, String option) {
        public static final Form COMMAND_LINE = new Form("seedbed ", "--");
    }

    /** Without any option. */
    public static Call of(Form form) {
        return new Call(form, "", "", null);
    }

    /** The same options for another command. */
    public Call to(@Nullable String other) {
        return new Call(form, options, note, other);
    }

    /** The name of a command as it is called, without options. */
    String named(String other) {
        return form.program() + other;
    }

    String option(String name) {
        return form.option() + name;
    }

    /** @param more names of options besides */
    public String of(String mode, String... more) {
        StringBuilder call = new StringBuilder(named(command == null ? mode : command)).append(options);
        for (String name : more) {
            call.append(' ').append(option(name));
        }
        return call.append(note.isEmpty() ? "" : "    " + note).toString();
    }
}
