package dev.seedbed.rows;

import dev.seedbed.database.Dialect;
import dev.seedbed.plan.Judgements;
import dev.seedbed.plan.LiveRows;
import dev.seedbed.plan.RowStandings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** One page of a table's rows: the live ones first, behind them those that are declared and not there. */
final class Paging {
    /** So many rows a page looks at most for those of one provenance: whoever wants more asks for the next one. */
    static final int MOST_LOOKED = 20_000;

    private final TableView view;
    private final Dialect dialect;
    private final PageRequest request;
    private final @Nullable Cursor after;
    private final RowStandings standings;
    private Map<Provenance, Long> counts = Map.of();

    Paging(TableView view, Dialect dialect, PageRequest request) {
        this.view = view;
        this.dialect = dialect;
        this.request = request;
        this.after = request.after() == null ? null : Cursor.of(request.after());
        this.standings = view.judgements().standings();
    }

    Page page() throws SQLException {
        counts = counted();
        List<TableView.Found> rows = new ArrayList<>();
        Cursor next = null;
        if (after == null || !after.missing()) {
            LiveRows.Portion live = live();
            rows.addAll(view.found(live.rows()));
            next = live.last() == null ? null : new Cursor(false, live.last());
        }
        boolean missing = request.holding().isEmpty();
        if (next == null && missing && (request.provenance() == null || request.provenance() == Provenance.DELETED)) {
            next = addMissing(rows);
        }
        return new Page(view.described(), view.told(rows), counts, next == null ? null : next.text());
    }

    private LiveRows.Portion live() throws SQLException {
        LiveRows live = view.live();
        LiveRows.Sorting sorting = view.columns().sorting(request.sort());
        if (after != null && after.texts().size() != live.positionWidth(sorting)) {
            throw Cursor.unknown();
        }
        List<@Nullable String> position = after == null ? null : after.texts();
        Provenance only = request.provenance();
        LiveRows.Narrowed narrowed =
                new LiveRows.Narrowed(request.search(), view.columns().holding(request.holding()));
        try {
            if (only == null) {
                return live.after(sorting, position, narrowed, request.limit());
            }
            return isNone(only)
                    ? new LiveRows.Portion(List.of(), null)
                    : live.after(sorting, position, narrowed, request.limit(), wanted(only), MOST_LOOKED);
        } catch (SQLException e) {
            if (after != null && dialect.failure(e) == Dialect.Failure.VALUE) {
                throw Cursor.unknown();
            }
            if (!request.holding().isEmpty() && dialect.failure(e) == Dialect.Failure.VALUE) {
                throw new RowException(
                        RowException.Why.INVALID,
                        "No row of table \"" + view.name() + "\" can hold " + Locating.text(request.holding()) + ".",
                        view.where(),
                        "give values that the columns take");
            }
            throw e;
        }
    }

    /** True where no live row is so. */
    private boolean isNone(Provenance only) {
        return switch (only) {
            case DELETED -> standings.softDeleted().isEmpty();
            default -> Long.valueOf(0).equals(counts.get(only));
        };
    }

    private IntPredicate wanted(Provenance only) {
        return switch (only) {
            case ADDED -> ordinal -> ordinal == LiveRows.UNDECLARED;
            case RETIRED -> ordinal -> ordinal == LiveRows.RETIRED;
            case CUSTOMISED -> ordinal -> ordinal >= 0 && standings.customised().get(ordinal);
            case MANAGED -> ordinal -> ordinal >= 0 && standings.managed().get(ordinal);
            case FORMER_DEFAULT -> ordinal -> ordinal >= 0 && standings.former().get(ordinal);
            case DELETED -> ordinal -> ordinal >= 0 && standings.softDeleted().get(ordinal);
            default -> ordinal -> ordinal >= 0 && standings.isDefault(ordinal);
        };
    }

    private @Nullable Cursor addMissing(List<TableView.Found> rows) {
        List<@Nullable String> from =
                after == null || !after.missing() || after.texts().isEmpty() ? null : after.texts();
        int room = request.limit() - rows.size();
        List<Judgements.Row> missing = view.judgements().missing(from, request.search(), room + 1);
        int fit = Math.min(missing.size(), room);
        missing.subList(0, fit).forEach(row -> rows.add(new TableView.Found(null, row)));
        if (missing.size() <= fit) {
            return null;
        }
        return new Cursor(
                true,
                fit == 0
                        ? List.of()
                        : new ArrayList<>(missing.get(fit - 1).key().values()));
    }

    private Map<Provenance, Long> counted() throws SQLException {
        Map<Provenance, Long> found = new EnumMap<>(Provenance.class);
        long customised = standings.customised().cardinality();
        long managed = standings.managed().cardinality();
        long former = standings.former().cardinality();
        long deleted = standings.absent().cardinality();
        found.put(Provenance.DEFAULT, view.declared() - customised - managed - former - deleted);
        found.put(Provenance.FORMER_DEFAULT, former);
        found.put(Provenance.MANAGED, managed);
        found.put(Provenance.CUSTOMISED, customised);
        long retired = view.live().countRetired();
        Long added = standings.undeclared();
        if (added != null) {
            found.put(Provenance.ADDED, added - retired);
        }
        found.put(Provenance.RETIRED, retired);
        found.put(Provenance.DELETED, deleted);
        return found;
    }
}
