package dev.seedbed.admin.console;

import dev.seedbed.rows.Page;
import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.SeededColumn;
import dev.seedbed.rows.SeededTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a table, as somebody asked for them.
 *
 * @param sort a column, behind "-" for the other way round; null for the order of keys
 * @param provenance that all of them have; null for any
 * @param holding what all of them hold, by the names of columns; empty for anything
 * @param after where the page begins; null for the first one
 * @param haveLedger false where rows are read-only
 * @param deleted what was deleted just now; null for nothing
 */
public record Rowset(
        Page page,
        String search,
        @Nullable String sort,
        @Nullable String provenance,
        Map<String, String> holding,
        @Nullable String after,
        boolean haveLedger,
        @Nullable DeletedRow deleted) {
    /** What parameters begin with that tell what rows hold, before the name of a column. */
    static final String HOLDING = "holds.";

    /**
     * Rows of one provenance, to be chosen.
     *
     * @param count how many there are; null where they were not counted, or where the page shows only some of them
     */
    public record Kind(String word, @Nullable Long count, String path, boolean isChosen) {
        /** False for one of which there is nothing to see. */
        public boolean isThere() {
            return count == null || count > 0 || isChosen;
        }
    }

    public SeededTable table() {
        return page.table();
    }

    public boolean isFirst() {
        return after == null;
    }

    /** This page, for whoever leaves it for a row and comes back. */
    public LeftList left() {
        return LeftList.of(query(sort, provenance, after));
    }

    /** Those that the name of a row does not tell already. */
    public List<SeededColumn> columns() {
        return table().columns().stream()
                .filter(column -> !column.isKey() || column.refersToRows())
                .toList();
    }

    /** True where not all rows are wanted, whatever they are to the seeds: those that are were not counted. */
    private boolean isNarrowed() {
        return !search.isEmpty() || !holding.isEmpty();
    }

    /** All rows, and those of each provenance, with how many they are as long as nothing is searched for. */
    public List<Kind> kinds() {
        Map<Provenance, Long> counts = page.counts();
        Long all = counts.containsKey(Provenance.ADDED) && !isNarrowed()
                ? counts.values().stream().mapToLong(Long::longValue).sum()
                : null;
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind("All", all, path(sort, null, null), provenance == null));
        for (Provenance each : Provenance.values()) {
            if (each.isOfRows() && isOffered(each, counts)) {
                String label = each.label();
                kinds.add(new Kind(
                        each == Provenance.DELETED
                                ? "missing or deleted by hand"
                                : RowWords.of(each).word(),
                        isNarrowed() ? null : counts.get(each),
                        path(sort, label, null),
                        label.equals(provenance)));
            }
        }
        return kinds;
    }

    /** Few tables have columns that seeds own, or rows that these retire. */
    private boolean isOffered(Provenance each, Map<Provenance, Long> counts) {
        return switch (each) {
            case MANAGED -> isManaged();
            case RETIRED -> counts.getOrDefault(each, 0L) > 0 || each.label().equals(provenance);
            default -> true;
        };
    }

    /** How many rows are there that the seeds retire. */
    public long retired() {
        return page.counts().getOrDefault(Provenance.RETIRED, 0L);
    }

    private boolean isManaged() {
        return table().columns().stream().anyMatch(SeededColumn::isManaged);
    }

    /** What the rows have to be; null for anything. */
    public @Nullable String word() {
        return kinds().stream()
                .filter(kind -> kind.isChosen() && provenance != null)
                .map(Kind::word)
                .findFirst()
                .orElse(null);
    }

    public boolean isSortedBy(SeededColumn column) {
        return sort != null && column.name().equals(sort.startsWith("-") ? sort.substring(1) : sort);
    }

    /** For {@code aria-sort}; null leaves the attribute out. */
    public @Nullable String direction(SeededColumn column) {
        return !isSortedBy(column) ? null : isDescending() ? "descending" : "ascending";
    }

    private boolean isDescending() {
        return sort != null && sort.startsWith("-");
    }

    /** The page on which rows are sorted by a column, or the other way round where they are already. */
    public String sortedBy(SeededColumn column) {
        return path(isSortedBy(column) && !isDescending() ? "-" + column.name() : column.name(), provenance, null);
    }

    public String byKey() {
        return path(null, provenance, null);
    }

    public String first() {
        return path(sort, provenance, null);
    }

    public String next() {
        return path(sort, provenance, Objects.requireNonNull(page.next()));
    }

    /** The page with all rows that hold some values. */
    static String of(String table, Map<String, String> holding) {
        List<String> parts = new ArrayList<>();
        holding.forEach((column, text) -> parts.add(holding(column) + "=" + Words.segment(text)));
        return RowWords.path(table) + "?" + String.join("&", parts);
    }

    private static String holding(String column) {
        return HOLDING + Words.segment(column);
    }

    /** Such as {@code plan_id is pro}: what the rows hold, references by the names of their rows. */
    public List<String> held() {
        return holding.entrySet().stream()
                .map(each -> each.getKey() + " is " + name(each.getKey(), each.getValue()))
                .toList();
    }

    private String name(String column, String text) {
        return page.rows().stream()
                .map(row -> row.values().get(column))
                .filter(value -> value != null && value.text() != null)
                .findFirst()
                .map(RowWords::text)
                .orElse(text);
    }

    private String path(@Nullable String by, @Nullable String only, @Nullable String from) {
        String query = query(by, only, from);
        return RowWords.path(table().name()) + (query.isEmpty() ? "" : "?" + query);
    }

    private String query(@Nullable String by, @Nullable String only, @Nullable String from) {
        List<String> parts = new ArrayList<>();
        if (!search.isEmpty()) {
            parts.add("search=" + Words.segment(search));
        }
        holding.forEach((column, text) -> parts.add(holding(column) + "=" + Words.segment(text)));
        if (by != null) {
            parts.add("sort=" + Words.segment(by));
        }
        if (only != null) {
            parts.add("provenance=" + only);
        }
        if (from != null) {
            parts.add("after=" + Words.segment(from));
        }
        return String.join("&", parts);
    }
}
