package dev.seedbed.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code seedbed} command. */
@Command(
        name = "seedbed",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Keeps the data an application cannot run without current, release after release.")
public final class Main implements Runnable {

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"seedbed " + (version == null ? "(not packaged)" : version)};
        }
    }
}
