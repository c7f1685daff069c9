package dev.seedbed.cli;

import dev.seedbed.database.Catalogue;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a call, and what would be right.
 *
 * @param where the words of the call that are wrong, as they are typed
 * @param mend null where only the help can tell
 */
record Misuse(String message, String where, @Nullable String mend) {
    /** Picocli tells of it in words alone. */
    private static final Pattern FLAG_WITH_VALUE =
            Pattern.compile("option '(-[^']*)'.* should be specified without '(.*)' parameter", Pattern.DOTALL);

    static Misuse of(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String first = unmatched.getUnmatched().get(0);
            return first.startsWith("-") && first.length() > 1 ? option(command, first) : word(command, first);
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return valueMissing(command, missing.getMissing().get(0));
        }
        if (e instanceof OverwrittenOptionException twice) {
            String name = name(twice.getOverwritten());
            return new Misuse(
                    "Option " + name + " is given more than once.", at(command, name), "leave all but one out");
        }
        ArgSpec option = e.getArgSpec();
        String value = e.getValue();
        if (option != null && value != null) {
            return wrongValue(command, option, value, e);
        }
        if (value != null && command.parent() == null && !command.optionsMap().containsKey(value)) {
            return word(command, value);
        }
        String message = e.getMessage() == null ? "The call is wrong." : e.getMessage();
        Matcher flag = FLAG_WITH_VALUE.matcher(message);
        if (flag.matches()) {
            return valueTooMuch(command, flag.group(1), flag.group(2));
        }
        return new Misuse(
                message.endsWith(".") ? message : message + ".",
                value == null ? command.qualifiedName() : at(command, value),
                null);
    }

    private static Misuse valueMissing(CommandSpec command, ArgSpec option) {
        String name = name(option);
        return new Misuse(
                "Option " + name + " has no value.",
                at(command, name),
                "write " + name + " " + option.paramLabel().replace("|", " or "));
    }

    private static Misuse valueTooMuch(CommandSpec command, String name, String value) {
        return new Misuse(
                "Option " + name + " takes no value, and is given \"" + value + "\".",
                at(command, name + "=" + value),
                "write " + name + " alone");
    }

    private static Misuse wrongValue(CommandSpec command, ArgSpec option, String value, ParameterException e) {
        String name = name(option);
        return new Misuse(
                (e.getCause() instanceof TypeConversionException why
                                ? why.getMessage()
                                : "\"" + value + "\" is no value for " + name)
                        + ".",
                at(command, name + " " + value),
                null);
    }

    /** {@code --url}, or what the help calls a word without an option. */
    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String at(CommandSpec command, String words) {
        return command.qualifiedName() + " " + words;
    }

    private static Misuse option(CommandSpec command, String written) {
        String name = written.split("=", 2)[0];
        boolean elsewhere = everyOption().contains(name) && command.parent() != null;
        if (elsewhere && !command.optionsMap().containsKey(name)) {
            return new Misuse(Commands.notTaken(command.name(), name), at(command, name), "leave it out");
        }
        return new Misuse(
                "There is no option " + name + ".",
                at(command, name),
                nearest(name, command.optionsMap().keySet()));
    }

    private static Misuse word(CommandSpec command, String word) {
        if (command.parent() != null) {
            return new Misuse(
                    "The command \"" + command.name() + "\" takes no \"" + word + "\".",
                    at(command, word),
                    word.contains(":") ? "an address stands behind --url" : null);
        }
        return new Misuse(
                "There is no command \"" + word + "\".",
                at(command, word),
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
