package dev.seedbed.cli;

import dev.seedbed.cli.demo.DemoDatabase;
import dev.seedbed.cli.demo.H2Demo;
import dev.seedbed.cli.demo.Story;
import dev.seedbed.show.ExitCode;
import dev.seedbed.show.Paint;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import picocli.CommandLine.Model.CommandSpec;

/** Has the JVM load what a run needs, while the launcher writes its archive of classes. Not for people. */
final class TrainCommand extends SeedbedCommand {
    /** Packages of the jar that a run may need, and that the demo does not reach: it has no server. */
    private static final List<String> PACKAGES = List.of("dev/seedbed/", "org/postgresql/");

    /** Reads git, for one command that nobody waits for. */
    private static final String NOT_FOR_RUNS = "dev/seedbed/history/";

    /** A record of former defaults, with a plain line and one that is not. */
    private static final String FORMER = """
            {"seedbed":"former","version":1}
            {"table":"nothing","key":{"code":"1"},"was":{"name":["eins"]}}
            {"table": "nothing", "key": {"code": "2"}, "was": {"name": ["\\u0064ue"]}, "absent": ["icon"]}
            """;

    TrainCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage().description("Loads the classes of a run.").footer("");
    }

    @Override
    public Integer call() throws SQLException {
        int gone = loadPackages() + (connectToNobody() ? 0 : 1);
        try (DemoDatabase database = new H2Demo()) {
            new Story(database, new PrintWriter(Writer.nullWriter()), new Paint(true)).tell();
        }
        session.world.out().println("The classes of a run are loaded; " + gone + " could not be.");
        return ExitCode.DONE;
    }

    /** Loads every class of the packages; returns how many could not be, which costs a millisecond later on. */
    private static int loadPackages() {
        int gone = 0;
        URL jar = TrainCommand.class.getProtectionDomain().getCodeSource().getLocation();
        try (JarFile file = new JarFile(new File(jar.toURI()))) {
            for (JarEntry entry : Collections.list(file.entries())) {
                String name = entry.getName();
                if (name.endsWith(".class")
                        && PACKAGES.stream().anyMatch(name::startsWith)
                        && !name.startsWith(NOT_FOR_RUNS)) {
                    gone += load(name.substring(0, name.length() - ".class".length())
                                    .replace('/', '.'))
                            ? 0
                            : 1;
                }
            }
        } catch (IOException | URISyntaxException e) {
            gone++;
        }
        return gone;
    }

    private static boolean load(String name) {
        try {
            return Class.forName(name, false, TrainCommand.class.getClassLoader()) != null;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Has a run make its way to a server that hangs up once it is connected, for the classes behind options and sockets. */
    private boolean connectToNobody() {
        try (PassingServer server = new PassingServer()) {
            String url = "postgresql://nobody@localhost:" + server.port() + "/none?connectTimeout=2";
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            Path seeds = Files.createTempDirectory("seedbed");
            Path file = Files.writeString(seeds.resolve("nothing.csv"), "code,name\n1,one\n");
            Path former = Files.writeString(seeds.resolve("former.jsonl"), FORMER);
            try {
                World world = new World(name -> null, seeds, nowhere, nowhere, true, true, prompt -> null);
                return Main.execute(world, "fill", "--url", url, "--seeds", ".", "--quiet") == ExitCode.FAILED;
            } finally {
                Files.delete(file);
                Files.delete(former);
                Files.delete(seeds);
            }
        } catch (IOException e) {
            return false;
        }
    }
}
