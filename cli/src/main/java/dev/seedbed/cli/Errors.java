package dev.seedbed.cli;

import dev.seedbed.connect.Database;
import dev.seedbed.connect.Secrets;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Says what went wrong: as what, where and mend to {@code err}, or as the JSON object to {@code out}.
 *
 * <p>What picocli calls back is a class throughout the command line, and no lambda: for a lambda the JVM links picocli's
 * interface, which is in an old class format, while it writes its archive of classes, and then leaves out all that is
 * behind it.
 */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final String SECRET_OPTION =
            "(?i)-{1,2}(?!password-(?:env|file))[a-z-]*(?:password|passwd|pwd|pass|secret|token)(?:=.*)?";

    private final Session session;

    Errors(Session session) {
        this.session = session;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        Misuse misuse = Misuse.of(e);
        String help = "\"" + command.getCommandSpec().qualifiedName() + " --help\" says what there is";
        Problem problem = new Problem(
                Secrets.mask(masked(misuse.message(), args), null),
                Secrets.mask(masked(misuse.where(), args), null),
                masked(
                        misuse.mend() == null
                                ? help
                                : misuse.mend() + (misuse.mend().endsWith("?") ? " " : "; ") + help,
                        args));
        boolean json = session.output.json() || Arrays.asList(args).contains("--format=json");
        say(SeedException.Kind.USAGE, List.of(problem), json || asksForJson(args));
        return ExitCode.USAGE;
    }

    /** Without what arguments may hold: addresses, and passwords that somebody hoped to give as an option. */
    private static String masked(String message, String[] args) {
        Map<String, String> shown =
                new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            int equals = arg.startsWith("-") ? arg.indexOf('=') + 1 : 0;
            boolean secret = arg.matches(SECRET_OPTION);
            shown.put(
                    arg,
                    arg.substring(0, equals) + (secret && equals > 0 ? "***" : Secrets.strip(arg.substring(equals))));
            if (secret && equals == 0 && i + 1 < args.length) {
                shown.put(args[++i], "***");
            }
        }
        String masked = message;
        for (Map.Entry<String, String> arg : shown.entrySet()) {
            if (!arg.getKey().equals(arg.getValue())) {
                masked = masked.replace(arg.getKey(), arg.getValue());
            }
        }
        return masked;
    }

    /** What stands after the mistake was not parsed. */
    private static boolean asksForJson(String[] args) {
        int at = Arrays.asList(args).indexOf("--format");
        return at >= 0 && at + 1 < args.length && args[at + 1].equals("json");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        SeedException.Kind kind = e instanceof SeedException known ? known.kind() : SeedException.Kind.FAILED;
        List<Problem> problems = e instanceof SeedException known ? placed(known, command) : List.of(unexpected(e));
        say(kind, problems, session.output.json());
        if (session.output.verbose) {
            session.world.err().print(masked(trace(e)));
            session.world.err().flush();
        }
        return ExitCode.of(kind);
    }

    /** A mistake in the call that has no nearer place stands in the call. */
    private static List<Problem> placed(SeedException e, CommandLine command) {
        if (e.kind() != SeedException.Kind.USAGE) {
            return e.problems();
        }
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : e.problems()) {
            String where = problem.where() == null ? command.getCommandSpec().qualifiedName() : problem.where();
            problems.add(new Problem(problem.message(), where, problem.mend()));
        }
        return problems;
    }

    private Problem unexpected(Exception e) {
        if (e instanceof FileSystemException file && file.getFile() != null) {
            return new Problem(
                    masked("A file cannot be read or written: " + FileFailure.why(e) + "."),
                    masked(file.getFile()),
                    "let this user read and write it, or name another");
        }
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        return new Problem(
                masked("Seedbed failed unexpectedly with " + e.getClass().getName() + message),
                null,
                session.output.verbose
                        ? "report this with the lines below"
                        : "run it again with --verbose, and report it");
    }

    private void say(SeedException.Kind kind, List<Problem> problems, boolean json) {
        if (json) {
            session.world.out().println(json(Outcome.of(kind), problems));
            return;
        }
        session.world.err().print(session.problems().errors(problems));
        session.world.err().flush();
    }

    private String json(Outcome outcome, List<Problem> problems) {
        Mode mode = session.mode;
        if (mode == null) {
            return ReportJson.ofFailure(outcome, problems, session.members);
        }
        Environment environment;
        Database database;
        try {
            environment = session.settings().environment();
            database = session.database;
        } catch (SeedException e) {
            return ReportJson.ofFailure(outcome, problems, session.members);
        }
        Report report = new Report(
                outcome,
                mode,
                environment.name(),
                environment.declaredBy(),
                database == null ? null : database.product(),
                database == null ? null : database.target(session.settings().schema()),
                true,
                List.of(),
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                problems,
                Duration.ZERO);
        return ReportJson.of(report, session.members);
    }

    private String masked(String text) {
        String masked = text;
        for (String password : passwords()) {
            masked = Secrets.mask(masked, password);
        }
        for (String address : addresses()) {
            masked = Secrets.maskAll(masked, address);
        }
        return Secrets.mask(masked, null);
    }

    /** As they are written, since one that is malformed never becomes anything else. */
    private List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        add(addresses, session.connection.url);
        add(addresses, session.world.variable("SEEDBED_URL"));
        add(addresses, session.world.variable("DATABASE_URL"));
        try {
            add(addresses, session.settings().config().url());
        } catch (SeedException e) {
            // A configuration that cannot be read names no address.
            return addresses;
        }
        return addresses;
    }

    private List<String> passwords() {
        List<String> passwords = new ArrayList<>();
        for (String name : List.of("SEEDBED_PASSWORD", "PGPASSWORD")) {
            add(passwords, session.world.variable(name));
        }
        if (session.connection.passwordEnv != null) {
            add(passwords, session.world.variable(session.connection.passwordEnv));
        }
        try {
            add(passwords, session.settings().password());
        } catch (SeedException e) {
            // Where it cannot be found out, nothing has used it.
            return passwords;
        }
        return passwords;
    }

    private static void add(List<String> texts, @Nullable String text) {
        if (text != null) {
            texts.add(text);
        }
    }

    private static String trace(Exception e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
