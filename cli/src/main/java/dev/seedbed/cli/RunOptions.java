package dev.seedbed.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** How a run or a plan goes. */
final class RunOptions implements Value.Taker {
    boolean restore;
    boolean allowBlocked;
    boolean yes;

    @Nullable
    Path changes;

    @Nullable
    Duration lockTimeout;

    @Nullable
    Duration statementTimeout;

    @Nullable
    String actor;

    @Nullable
    String reason;

    @Override
    public void take(String option, Object value) {
        switch (option) {
            case "--changes" -> changes = (Path) value;
            case "--lock-timeout" -> lockTimeout = (Duration) value;
            case "--statement-timeout" -> statementTimeout = (Duration) value;
            case "--actor" -> actor = (String) value;
            case "--reason" -> reason = (String) value;
            case "--restore" -> restore = true;
            case "--allow-blocked" -> allowBlocked = true;
            case "--yes" -> yes = true;
            default -> throw new IllegalArgumentException(option);
        }
    }

    void addTo(CommandSpec spec) {
        spec.addOption(Value.flag("--restore", this)
                .order(11)
                .description("Plants held rows too, and those that were deleted by hand.")
                .build());
        spec.addOption(Value.flag("--allow-blocked", this)
                .order(12)
                .description("Plants the other rows where some are blocked.")
                .build());
        spec.addOption(Value.option("--changes", "FILE", Path.class, this)
                .order(13)
                .description("Writes every change to FILE as JSON Lines.")
                .build());
        spec.addOption(Value.option("--lock-timeout", "TIME", Duration.class, this)
                .converters(new Time())
                .order(14)
                .description("How long to wait for another run, such as 30s or 5m.")
                .build());
        spec.addOption(Value.option("--statement-timeout", "TIME", Duration.class, this)
                .converters(new Time())
                .order(15)
                .description("How long one statement may take.")
                .build());
        addByWhomTo(spec);
    }

    /** For commands that write, but carry no plan out. */
    void addByWhomTo(CommandSpec spec) {
        spec.addOption(Value.option("--actor", "NAME", String.class, this)
                .order(16)
                .description("Who asks for this; stands in the text report and in the ledger.")
                .build());
        spec.addOption(Value.option("--reason", "TEXT", String.class, this)
                .order(17)
                .description("Why; stands in the text report and in the ledger.")
                .build());
    }

    /** For commands that ask a person first. */
    void addYesTo(CommandSpec spec) {
        spec.addOption(Value.flag("--yes", this)
                .order(10)
                .description("Goes on without having the database's name typed.")
                .build());
    }

    /** {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}; {@code 0} for no limit. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                if (text.equals("0")) {
                    return Duration.ZERO;
                }
                if (text.startsWith("-")) {
                    throw new NumberFormatException();
                }
                if (text.endsWith("ms")) {
                    return Duration.ofMillis(Integer.parseInt(text.substring(0, text.length() - 2)));
                }
                int number = Integer.parseInt(text.substring(0, Math.max(0, text.length() - 1)));
                return switch (text.charAt(text.length() - 1)) {
                    case 's' -> Duration.ofSeconds(number);
                    case 'm' -> Duration.ofMinutes(number);
                    case 'h' -> Duration.ofHours(number);
                    default -> throw new NumberFormatException();
                };
            } catch (NumberFormatException e) {
                throw new TypeConversionException("\"" + text + "\" is not a time such as 500ms, 30s, 5m or 1h");
            }
        }
    }
}
