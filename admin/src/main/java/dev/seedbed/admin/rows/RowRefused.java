package dev.seedbed.admin.rows;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.rows.RowException;
import dev.seedbed.seed.Problem;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A row that cannot be shown or changed as somebody wants, with all that is wrong. */
public final class RowRefused extends Refused {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final transient List<String> columns;

    RowRefused(int status, String code, RowException e) {
        super(status, code, e.problems().get(0));
        this.problems = e.problems();
        this.columns = e.columns();
    }

    /** Those about no column, or about the one of that name. */
    public List<Problem> problems(@Nullable String column) {
        return IntStream.range(0, problems.size())
                .filter(i -> column == null ? columns.size() <= i : columns.size() > i && column.equals(columns.get(i)))
                .mapToObj(problems::get)
                .toList();
    }

    @Override
    public List<Flaw> flaws() {
        return IntStream.range(0, problems.size())
                .mapToObj(i -> new Flaw(i < columns.size() ? columns.get(i) : null, problems.get(i)))
                .toList();
    }

    /** The columns that something is wrong with. */
    public List<String> columns() {
        return columns;
    }
}
