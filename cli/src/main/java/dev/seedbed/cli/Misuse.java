package dev.seedbed.cli;

import dev.seedbed.database.Catalogue;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a call, and what would be right.
 *
 * @param mend null where only the help can tell
 */
record Misuse(String message, @Nullable String mend) {

    static Misuse of(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String first = unmatched.getUnmatched().get(0);
            CommandSpec command = e.getCommandLine().getCommandSpec();
            return first.startsWith("-") && first.length() > 1 ? option(command, first) : word(command, first);
        }
        String message = e.getMessage() == null ? "The call is wrong" : e.getMessage();
        return new Misuse(message.endsWith(".") ? message : message + ".", null);
    }

    private static Misuse option(CommandSpec command, String written) {
        String name = written.split("=", 2)[0];
        boolean elsewhere = everyOption().contains(name) && command.parent() != null;
        if (elsewhere && !command.optionsMap().containsKey(name)) {
            return new Misuse(Commands.notTaken(command.name(), name), "leave it out");
        }
        return new Misuse(
                "There is no option " + name + ".",
                nearest(name, command.optionsMap().keySet()));
    }

    private static Misuse word(CommandSpec command, String word) {
        if (command.parent() != null) {
            return new Misuse(
                    "The command \"" + command.name() + "\" takes no \"" + word + "\".",
                    word.contains(":") ? "an address stands behind --url" : null);
        }
        return new Misuse(
                "There is no command \"" + word + "\".",
                nearest(word, command.subcommands().keySet()));
    }

    private static @Nullable String nearest(String written, Collection<String> known) {
        String nearest = known.stream()
                .filter(name -> written.length() > 3 && name.startsWith(written))
                .findFirst()
                .orElseGet(() -> Catalogue.nearest(written, known));
        return nearest == null ? null : "did you mean " + nearest + "?";
    }

    /** The names of the options that some command has. */
    private static Set<String> everyOption() {
        Set<String> names = new LinkedHashSet<>();
        CommandLine all = Commands.all(new Session(World.real()));
        names.addAll(all.getCommandSpec().optionsMap().keySet());
        all.getSubcommands()
                .values()
                .forEach(each -> names.addAll(each.getCommandSpec().optionsMap().keySet()));
        return names;
    }
}
