package dev.seedbed.cli;

import dev.seedbed.plan.Mode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** Which run to look ahead to. */
final class ModeOption {
    Mode mode = Mode.UPDATE;

    void addTo(CommandSpec spec) {
        spec.addOption(Value.option("--mode", "MODE", Mode.class, value -> mode = value)
                .converters(new Word())
                .completionCandidates(
                        Arrays.stream(Mode.values()).map(Mode::label).toList())
                .order(0)
                .description(
                        "What the run that is looked ahead to may do: init, fill, update or reset. Default: update.")
                .build());
    }

    /** The label of a mode. */
    static final class Word implements ITypeConverter<Mode> {
        @Override
        public Mode convert(String text) {
            String word = text.toLowerCase(Locale.ROOT);
            return Arrays.stream(Mode.values())
                    .filter(mode -> mode.label().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is no mode; there are "
                            + Arrays.stream(Mode.values()).map(Mode::label).collect(Collectors.joining(", "))));
        }
    }
}
