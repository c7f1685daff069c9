package dev.seedbed.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a run or a plan goes. */
final class RunOptions {
    boolean restore;
    boolean allowBlocked;

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

    @Option(names = "--restore", order = 11, description = "Plants held rows too, and those that were deleted by hand.")
    void restore(boolean value) {
        restore |= value;
    }

    @Option(names = "--allow-blocked", order = 12, description = "Plants the other rows where some are blocked.")
    void allowBlocked(boolean value) {
        allowBlocked |= value;
    }

    @Option(
            names = "--changes",
            order = 13,
            paramLabel = "FILE",
            description = "Writes every change to FILE as JSON Lines.")
    void changes(@Nullable Path value) {
        changes = value == null ? changes : value;
    }

    @Option(
            names = "--lock-timeout",
            order = 14,
            paramLabel = "TIME",
            converter = Time.class,
            description = "How long to wait for another run, such as 30s or 5m.")
    void lockTimeout(@Nullable Duration value) {
        lockTimeout = value == null ? lockTimeout : value;
    }

    @Option(
            names = "--statement-timeout",
            order = 15,
            paramLabel = "TIME",
            converter = Time.class,
            description = "How long one statement may take.")
    void statementTimeout(@Nullable Duration value) {
        statementTimeout = value == null ? statementTimeout : value;
    }

    @Option(
            names = "--actor",
            order = 16,
            paramLabel = "NAME",
            description = "Who asks for this; stands in the text report.")
    void actor(@Nullable String value) {
        actor = value == null ? actor : value;
    }

    @Option(names = "--reason", order = 17, paramLabel = "TEXT", description = "Why; stands in the text report.")
    void reason(@Nullable String value) {
        reason = value == null ? reason : value;
    }

    /** {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}; {@code 0} for no limit. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                if (text.equals("0")) {
                    return Duration.ZERO;
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
