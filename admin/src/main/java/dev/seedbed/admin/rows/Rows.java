package dev.seedbed.admin.rows;

import dev.seedbed.Seedbed;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.database.Dialect;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.ledger.Verification;
import dev.seedbed.rows.Edits;
import dev.seedbed.rows.Page;
import dev.seedbed.rows.PageRequest;
import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.RowException;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.Tables;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows of seeded tables, and the ledger that changes of them are written down in. What cannot be shown or done is a
 * {@link Refused}. Thread-safe.
 */
public final class Rows {
    private final Seedbed seedbed;
    private final Tables tables;

    public Rows(Seedbed seedbed) {
        this.seedbed = seedbed;
        this.tables = seedbed.tables();
    }

    public List<SeededTable> list() {
        return asked(tables::list);
    }

    /** The same, the named one with the values that its check constraints list. */
    public List<SeededTable> list(String listed) {
        return asked(() -> tables.list(listed));
    }

    /** Those of some tables, as the ledger calls them, whose rows are shown. */
    public Set<String> seeded(Set<String> names) {
        return asked(() -> tables.seeded(names));
    }

    public SeededTable table(String table) {
        return asked(() -> tables.table(table));
    }

    /**
     * Some rows of a table.
     *
     * @param sort a column, behind "-" for the other way round; null for the order of keys
     * @param provenance such as {@code former-default}: only rows that are so; null for all
     * @param holding only rows that hold these values, by the names of columns; empty for all
     */
    public Page page(
            String table,
            @Nullable String after,
            int limit,
            @Nullable String search,
            @Nullable String sort,
            @Nullable String provenance,
            Map<String, ? extends @Nullable String> holding) {
        return asked(() -> tables.page(
                table,
                new PageRequest(
                        after, limit, search, sort(sort), provenance(provenance), new LinkedHashMap<>(holding))));
    }

    private static @Nullable Provenance provenance(@Nullable String label) {
        if (label == null) {
            return null;
        }
        return Arrays.stream(Provenance.values())
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        422,
                        "wrong",
                        new Problem(
                                "There is no provenance \"" + label + "\".",
                                "provenance",
                                "ask for one of " + String.join(", ", Provenance.labelsOfRows()))));
    }

    private static PageRequest.@Nullable Sort sort(@Nullable String sort) {
        if (sort == null) {
            return null;
        }
        boolean descending = sort.startsWith("-");
        return new PageRequest.Sort(descending ? sort.substring(1) : sort, descending);
    }

    /** False where nothing may be changed, since a change by a person is kept in the ledger. */
    public boolean haveLedger() {
        return asked(() -> seedbed.ledger().isEnabled());
    }

    public TableRow row(String table, Map<String, @Nullable String> key) {
        return asked(() -> tables.row(table, key));
    }

    /** The rows that refer to one, by table and foreign key: while there are any, it is not deleted. */
    public List<RowException.Referring> referring(String table, Map<String, @Nullable String> key) {
        return asked(() -> tables.referring(table, key));
    }

    /**
     * A change, in one transaction with its entry in the ledger.
     *
     * @param change gets what changes rows on behalf of whoever it is
     */
    public <T> T change(By by, Function<Edits, T> change) {
        return asked(() -> change.apply(tables.by(by.actor(), by.reason())));
    }

    public List<TrailEntry> trail(Supplier<TrailFilter> filter) {
        return asked(() -> tables.trail(filter.get()));
    }

    /** True where the ledger has something of a run; false without one, and where it cannot be read, whatever the reason. */
    public boolean remember(String run) {
        try {
            return !trail(() -> TrailFilter.latest(1).ofRun(run)).isEmpty();
        } catch (Refused | SeedException e) {
            return false;
        }
    }

    /** @param head the last entry that was kept elsewhere; null for none */
    public Verification verify(@Nullable String head) {
        return asked(() -> {
            if (!seedbed.ledger().isEnabled()) {
                throw new Refused(
                        409,
                        code(RowException.Why.NO_LEDGER),
                        new Problem(
                                "This database has no ledger.",
                                "table seedbed_ledger",
                                "make one with \"seedbed ledger enable\""));
            }
            return seedbed.ledger().verify(head);
        });
    }

    private static <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (RowException e) {
            throw new RowRefused(status(e.why()), code(e.why()), e);
        } catch (SeedException e) {
            switch (e.kind()) {
                case USAGE -> throw new Refused(422, "wrong", e.problems().get(0));
                case REFUSED -> throw new Refused(409, "refused", e.problems().get(0));
                default -> {
                    if (e.getCause() instanceof Dialect.LockNotAcquired) {
                        throw new Refused(
                                503, code(RowException.Why.AGAIN), e.problems().get(0));
                    }
                    // Seeds that are wrong are nobody's failure here; a database that does not answer is.
                    if (e.getCause() == null) {
                        throw new Refused(409, "failed", e.problems().get(0));
                    }
                    throw e;
                }
            }
        }
    }

    private static int status(RowException.Why why) {
        return switch (why) {
            case NO_TABLE, NO_ROW -> 404;
            case INVALID, REFUSED_BY_DATABASE -> 422;
            case MOVED -> 412;
            case AGAIN -> 503;
            default -> 409;
        };
    }

    /** Such as {@code no-table}. */
    private static String code(RowException.Why why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
