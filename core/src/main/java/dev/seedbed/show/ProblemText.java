package dev.seedbed.show;

import dev.seedbed.seed.Problem;
import java.util.List;

/** Errors in the what / where / mend form. */
public record ProblemText(Paint paint) {
    private static final int MOST = 10_000;

    /** One after the other; past 10,000 they are counted, since {@code --format json} has them all. */
    public String errors(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems.subList(0, Math.min(MOST, problems.size()))) {
            text.append(error(problem));
        }
        if (problems.size() > MOST) {
            text.append("… and ")
                    .append(Words.count(problems.size() - MOST, "more error"))
                    .append("; --format json lists all\n");
        }
        return text.toString();
    }

    public String error(Problem problem) {
        return of(paint.red("error:"), problem);
    }

    public String warning(Problem problem) {
        return of(paint.yellow("warning:"), problem);
    }

    private String of(String label, Problem problem) {
        StringBuilder text = new StringBuilder(label + " " + lines(problem.message(), "  ") + "\n");
        if (problem.where() != null) {
            text.append(paint.dim("  where: "))
                    .append(lines(problem.where(), "         "))
                    .append('\n');
        }
        if (problem.mend() != null) {
            text.append(paint.dim("  mend:  "))
                    .append(lines(problem.mend(), "         "))
                    .append('\n');
        }
        return text.toString();
    }

    private static String lines(String text, String indent) {
        return String.join("\n" + indent, text.lines().map(Words::plain).toList());
    }
}
