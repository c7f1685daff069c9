package dev.seedbed.admin.rows;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.rows.RowException;
import dev.seedbed.seed.Problem;
import java.util.List;
import java.util.stream.IntStream;

/** A row that cannot be shown or changed as somebody wants, with all that is wrong. */
public final class RowRefused extends Refused {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final transient List<String> columns;
    private final transient List<RowException.Referring> referring;

    RowRefused(int status, String code, RowException e) {
        super(status, code, e.problems().get(0));
        this.problems = e.problems();
        this.columns = e.columns();
        this.referring = e.referring();
    }

    /** The rows that stand in the way since they refer to the row, by table and foreign key; empty for none. */
    public List<RowException.Referring> referring() {
        return referring;
    }

    @Override
    public List<Flaw> flaws() {
        return IntStream.range(0, problems.size())
                .mapToObj(i -> new Flaw(i < columns.size() ? columns.get(i) : null, problems.get(i)))
                .toList();
    }
}
