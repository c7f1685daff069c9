package dev.seedbed.admin.serve;

/** The command line with {@code serve} for its first word, which need not be said. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        dev.seedbed.cli.Main.main(withCommand(arguments));
    }

    static String[] withCommand(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals("serve")) {
            return arguments;
        }
        String[] all = new String[arguments.length + 1];
        all[0] = "serve";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }
}
