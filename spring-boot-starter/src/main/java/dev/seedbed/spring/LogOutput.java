package dev.seedbed.spring;

import java.io.PrintStream;

/** Has whatever else is printed to stdout go to stderr. */
final class LogOutput extends PrintStream {
    private final PrintStream stdout;

    private LogOutput(PrintStream stderr, PrintStream stdout) {
        super(stderr, true);
        this.stdout = stdout;
    }

    /** Takes the place of stdout, once also where an application is made of several, and answers what that was. */
    static PrintStream instead() {
        if (System.out instanceof LogOutput taken) {
            return taken.stdout;
        }
        PrintStream stdout = System.out;
        System.setOut(new LogOutput(System.err, stdout));
        return stdout;
    }
}
