package dev.seedbed.cli;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Where picocli puts the value of an option. Options are described by code rather than by annotations: those are looked
 * for in every class by reflection, at each start, and cost a run with nothing to do as much as its database.
 */
final class Value<V> implements IGetter, ISetter {
    private final Consumer<V> taken;
    private @Nullable V value;

    private Value(Consumer<V> taken) {
        this.taken = taken;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // as picocli declares it
    public <T> T get() {
        return (T) value;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // picocli hands over what the option's type says
    public <T> T set(T next) {
        V before = value;
        value = (V) next;
        // By null picocli resets an option that was not given.
        if (next != null) {
            taken.accept((V) next);
        }
        return (T) before;
    }

    /** Options that take the values of all of them: a lambda for each would have a run with nothing to do wait for it. */
    interface Taker {
        /** @param option such as {@code --url} */
        void take(String option, Object value);
    }

    /** What one option of a taker is given. */
    private static final class Named<V> implements Consumer<V> {
        private final Taker taker;
        private final String option;

        Named(Taker taker, String option) {
            this.taker = taker;
            this.option = option;
        }

        @Override
        @SuppressWarnings("NullAway") // only what is given is taken
        public void accept(V value) {
            // By false picocli resets a flag.
            if (!Boolean.FALSE.equals(value)) {
                taker.take(option, value);
            }
        }
    }

    /** An option with one value, which a taker is given. */
    static <V> OptionSpec.Builder option(String name, String label, Class<V> type, Taker taker) {
        return option(name, label, type, new Named<V>(taker, name));
    }

    /** An option with values that commas separate, of which a taker is given all so far. */
    static OptionSpec.Builder list(String name, String label, Taker taker) {
        return list(name, label, new Named<List<String>>(taker, name));
    }

    /** An option that may be repeated, of which a taker is given all values so far as they are written. */
    static OptionSpec.Builder whole(String name, String label, Taker taker) {
        return bind(
                OptionSpec.builder(name)
                        .paramLabel(label)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1"),
                new Named<List<String>>(taker, name));
    }

    /** An option without a value, which a taker is given as {@code true}. */
    static OptionSpec.Builder flag(String name, Taker taker) {
        return bind(OptionSpec.builder(name).type(boolean.class).arity("0"), new Named<Boolean>(taker, name));
    }

    /** An option with one value. */
    static <V> OptionSpec.Builder option(String name, String label, Class<V> type, Consumer<V> taken) {
        return bind(OptionSpec.builder(name).paramLabel(label).type(type).arity("1"), taken);
    }

    /** An option that may be repeated, with values that commas separate. */
    static OptionSpec.Builder list(String name, String label, Consumer<List<String>> taken) {
        return bind(
                OptionSpec.builder(name)
                        .paramLabel(label)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .splitRegex(",")
                        .arity("1"),
                taken);
    }

    /** An option without a value. */
    static OptionSpec.Builder flag(Runnable given, String... names) {
        return bind(OptionSpec.builder(names).type(boolean.class).arity("0"), new Flag(given));
    }

    /** No lambda, which the archive of classes does not keep here. */
    private static final class Flag implements Consumer<Boolean> {
        private final Runnable given;

        Flag(Runnable given) {
            this.given = given;
        }

        @Override
        public void accept(Boolean value) {
            if (value) {
                given.run();
            }
        }
    }

    /** A parameter that may be left out. */
    static <V> PositionalParamSpec parameter(String label, Class<V> type, Consumer<V> taken, String description) {
        return parameter(label, type, taken, List.of(), description);
    }

    /** A parameter that may be left out, with the words by which a shell completes it. */
    static <V> PositionalParamSpec parameter(
            String label, Class<V> type, Consumer<V> taken, List<String> words, String description) {
        Value<V> value = new Value<>(taken);
        return PositionalParamSpec.builder()
                .completionCandidates(words.isEmpty() ? null : words)
                .index("0")
                .arity("0..1")
                .paramLabel(label)
                .type(type)
                .description(description)
                .getter(value)
                .setter(value)
                .build();
    }

    /** All parameters. */
    static PositionalParamSpec parameters(String label, Consumer<List<String>> taken, String... description) {
        return parameters(label, taken, List.of(), description);
    }

    /** All parameters, with the words by which a shell completes the first. */
    static PositionalParamSpec parameters(
            String label, Consumer<List<String>> taken, List<String> words, String... description) {
        Value<List<String>> value = new Value<>(taken);
        return PositionalParamSpec.builder()
                .completionCandidates(words.isEmpty() ? null : words)
                .hideParamSyntax(true)
                .index("0..*")
                .arity("0..*")
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description)
                .getter(value)
                .setter(value)
                .build();
    }

    private static <V> OptionSpec.Builder bind(OptionSpec.Builder builder, Consumer<V> taken) {
        Value<V> value = new Value<>(taken);
        return builder.getter(value).setter(value);
    }
}
