package dev.seedbed.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How to answer. */
final class OutputOptions {
    Format format = Format.TEXT;
    boolean quiet;
    boolean verbose;
    boolean noColor;

    @Nullable
    Path config;

    /** What answers are written in. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = "--format",
            order = 18,
            paramLabel = "text|json",
            converter = Word.class,
            description = "json prints one object, also for errors. Default: text.")
    void format(@Nullable Format value) {
        format = value == null ? format : value;
    }

    @Option(
            names = "--config",
            order = 19,
            paramLabel = "FILE",
            description = "Configuration. Default: seedbed.yaml in the working directory.")
    void config(@Nullable Path value) {
        config = value == null ? config : value;
    }

    @Option(names = "--quiet", order = 20, description = "Prints nothing but errors.")
    void quiet(boolean value) {
        quiet |= value;
    }

    @Option(names = "--verbose", order = 21, description = "Lists every insert; prints log events and stack traces.")
    void verbose(boolean value) {
        verbose |= value;
    }

    @Option(
            names = "--no-color",
            order = 22,
            description = "No colours. They also need a terminal, and NO_COLOR not set.")
    void noColor(boolean value) {
        noColor |= value;
    }

    boolean json() {
        return format == Format.JSON;
    }

    /** {@code text} or {@code json}. */
    static final class Word implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "text" -> Format.TEXT;
                case "json" -> Format.JSON;
                default -> throw new TypeConversionException("\"" + text + "\" is neither text nor json");
            };
        }
    }
}
