package dev.seedbed.admin.access;

import dev.seedbed.seed.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that somebody asked for and does not get; nothing was changed. The web answers with its status. */
public class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Problem problem;
    private final transient @Nullable About about;

    /**
     * @param status of HTTP
     * @param code stable from release to release, for programs
     */
    public Refused(int status, String code, Problem problem) {
        this(status, code, problem, null);
    }

    /** @param about whose account it was, for the record of refusals alone; null where it is nobody's */
    public Refused(int status, String code, Problem problem, @Nullable About about) {
        super(problem.toString(), null, false, false);
        this.status = status;
        this.code = code;
        this.problem = problem;
        this.about = about;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Problem problem() {
        return problem;
    }

    /**
     * One of several things that are wrong.
     *
     * @param column that it is wrong with; null where it is none
     */
    public record Flaw(@Nullable String column, Problem problem) {}

    /** All that is wrong; {@link #problem} is the first of it. */
    public List<Flaw> flaws() {
        return List.of(new Flaw(null, problem));
    }

    /**
     * Whose account it was.
     *
     * @param account name of one that there is: what else was typed may be a password
     * @param barred what kept everybody out of it, as "was locked"; null for nothing
     */
    public record About(String account, @Nullable String barred) {
        /** A sentence for the record. */
        public String text() {
            return "Account \"" + account + "\"" + (barred == null ? "." : ", which " + barred + ".");
        }
    }

    /** Whose account it was, which whoever asked is not told. */
    public @Nullable About about() {
        return about;
    }
}
