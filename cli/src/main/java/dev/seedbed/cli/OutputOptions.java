package dev.seedbed.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** How to answer. */
final class OutputOptions implements Value.Taker {
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

    @Override
    public void take(String option, Object value) {
        switch (option) {
            case "--format" -> format = (Format) value;
            case "--config" -> config = (Path) value;
            case "--quiet" -> quiet = true;
            case "--verbose" -> verbose = true;
            case "--no-color" -> noColor = true;
            default -> throw new IllegalArgumentException(option);
        }
    }

    void addTo(CommandSpec spec) {
        spec.addOption(Value.option("--format", "text|json", Format.class, this)
                .converters(new Word())
                .completionCandidates(List.of("text", "json"))
                .order(18)
                .description("json prints one object, also for errors. Default: text.")
                .build());
        addConfigTo(spec);
        addQuietTo(
                spec,
                "Prints no text but errors; the object of --format json is the answer, and printed all the same.");
        addLookTo(spec, "Lists inserts, of the 1,000 rows that a report lists; prints log events and stack traces.");
    }

    /** For commands that go by the configuration, and tell nothing that {@code --format} is of. */
    void addConfigTo(CommandSpec spec) {
        spec.addOption(Value.option("--config", "FILE", Path.class, this)
                .order(19)
                .description("Configuration. Default: seedbed.yaml in the working directory.")
                .build());
    }

    /** For commands that tell something which is no report. */
    void addQuietTo(CommandSpec spec) {
        addQuietTo(spec, "Prints no text but errors.");
    }

    private void addQuietTo(CommandSpec spec, String description) {
        spec.addOption(
                Value.flag("--quiet", this).order(20).description(description).build());
    }

    /** For commands that tell something which is no report. */
    void addLookTo(CommandSpec spec) {
        addLookTo(spec, "Prints log events and stack traces.");
    }

    private void addLookTo(CommandSpec spec, String verbose) {
        spec.addOption(
                Value.flag("--verbose", this).order(21).description(verbose).build());
        spec.addOption(Value.flag("--no-color", this)
                .order(22)
                .description("No colours. They also need a terminal, and NO_COLOR not set.")
                .build());
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
