package dev.seedbed.admin.access;

import dev.seedbed.seed.Problem;

/** Something that somebody asked for and does not get; nothing was changed. The web answers with its status. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Problem problem;

    /**
     * @param status of HTTP
     * @param code stable from release to release, for programs
     */
    public Refused(int status, String code, Problem problem) {
        super(problem.toString(), null, false, false);
        this.status = status;
        this.code = code;
        this.problem = problem;
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
}
