package dev.seedbed.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.UnmatchedArgsBinding;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where to serve, and properties of the service, which have a dot in their names. */
final class ServeOptions implements Value.Taker {
    private static final String FIRST_ACCOUNT = "--seedbed.admin.first-account=";
    private static final Pattern PROPERTY = Pattern.compile("--[a-z][\\w-]*(\\.[\\w\\[\\]-]+)+=.*", Pattern.DOTALL);

    @Nullable
    Integer port;

    @Nullable
    Integer managementPort;

    boolean demo;

    private @Nullable String firstAccount;
    private final List<String> others = new ArrayList<>();
    private @Nullable CommandSpec spec;

    @Override
    public void take(String option, Object value) {
        switch (option) {
            case "--port" -> port = (Integer) value;
            case "--management-port" -> managementPort = (Integer) value;
            case "--first-account" -> firstAccount = (String) value;
            case "--demo" -> demo = true;
            default -> throw new IllegalArgumentException(option);
        }
    }

    void addTo(CommandSpec command) {
        spec = command;
        command.addOption(Value.flag("--demo", this)
                .order(0)
                .description(
                        "A PostgreSQL of its own, a small system in it, and three accounts.",
                        "All of it is gone when it ends.")
                .build());
        command.addOption(Value.option("--port", "N", Integer.class, this)
                .converters(new Port())
                .order(1)
                .description(
                        "Port of the service; 0 for any that is free. Default: 8282.",
                        "Only this machine reaches it.",
                        "--server.address=0.0.0.0 lets others in.")
                .build());
        command.addOption(Value.option("--management-port", "N", Integer.class, this)
                .converters(new Port())
                .order(1)
                .description(
                        "Port of health, metrics and information. Default: none.",
                        "Only this machine reaches it.",
                        "--management.server.address=0.0.0.0 lets others in.",
                        "Without it the port of the service tells health, and no details.")
                .build());
        command.addOption(Value.option("--first-account", "NAME", String.class, this)
                .order(1)
                .description(
                        "Name of the account that is made where there is none.",
                        "Its password is printed once.",
                        "In production no usual name is taken, such as admin.",
                        "Default: admin- and six letters or digits that nobody can guess.")
                .build());
        command.addUnmatchedArgsBinding(UnmatchedArgsBinding.forStringArrayConsumer(new Others()));
    }

    /** What else stands in the call. */
    private final class Others implements ISetter {
        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // as picocli declares it
        public <T> T set(T unmatched) {
            // By null picocli begins anew.
            others.clear();
            if (unmatched != null) {
                others.addAll(List.of((String[]) unmatched));
            }
            return unmatched;
        }
    }

    /**
     * Such as {@code --server.ssl.bundle=web}; the name of the first account is one too.
     *
     * @throws UnmatchedArgumentException for what is no property, nor an option
     */
    List<String> properties() {
        List<String> unknown = new ArrayList<>(others);
        unknown.removeIf(each -> PROPERTY.matcher(each).matches());
        if (!unknown.isEmpty()) {
            throw new UnmatchedArgumentException(Objects.requireNonNull(spec).commandLine(), unknown);
        }
        List<String> properties = new ArrayList<>(others);
        if (firstAccount != null) {
            properties.add(FIRST_ACCOUNT + firstAccount);
        }
        return List.copyOf(properties);
    }

    /** Whether somebody says, by the option or the property, what the first account is to be called. */
    boolean isFirstAccountNamed() {
        return firstAccount != null || others.stream().anyMatch(each -> each.startsWith(FIRST_ACCOUNT));
    }

    /** A number from 0 to 65535. */
    static final class Port implements ITypeConverter<Integer> {
        private static final int MOST = 65_535;

        @Override
        public Integer convert(String text) {
            try {
                int port = Integer.parseInt(text);
                if (port >= 0 && port <= MOST) {
                    return port;
                }
            } catch (NumberFormatException e) {
                throw notOne(text);
            }
            throw notOne(text);
        }

        private static TypeConversionException notOne(String text) {
            return new TypeConversionException("\"" + text + "\" is not a port, which is a number from 0 to 65535");
        }
    }
}
