package dev.seedbed.seed;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one unchecked root: carries every problem that was found, not the first alone. */
public class SeedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What came of it, which decides the exit code of a command line. */
    public enum Kind {
        /** Something is wrong with seeds or database; nothing was written. Exit code 1. */
        FAILED,
        /** The call itself is wrong. Exit code 2. */
        USAGE,
        /** A guard said no; nothing was written. Exit code 4. */
        REFUSED,
        /** The connection was lost at COMMIT and the outcome cannot be found out. Exit code 5. */
        UNKNOWN
    }

    private final Kind kind;
    private final transient List<Problem> problems;

    public SeedException(Kind kind, List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    public SeedException(Problem problem) {
        this(Kind.FAILED, List.of(problem), null);
    }

    public SeedException(Problem problem, @Nullable Throwable cause) {
        this(Kind.FAILED, List.of(problem), cause);
    }

    public SeedException(List<Problem> problems) {
        this(Kind.FAILED, problems, null);
    }

    public static SeedException usage(String message, @Nullable String mend) {
        return new SeedException(Kind.USAGE, List.of(new Problem(message, null, mend)), null);
    }

    public static SeedException usage(String message, @Nullable String where, @Nullable String mend) {
        return new SeedException(Kind.USAGE, List.of(new Problem(message, where, mend)), null);
    }

    public static SeedException refused(String message, @Nullable String where, @Nullable String mend) {
        return new SeedException(Kind.REFUSED, List.of(new Problem(message, where, mend)), null);
    }

    public Kind kind() {
        return kind;
    }

    public List<Problem> problems() {
        return problems;
    }
}
