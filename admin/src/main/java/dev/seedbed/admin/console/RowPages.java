package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.admin.run.Runs;
import dev.seedbed.admin.web.RowId;
import dev.seedbed.ledger.ColumnStep;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.SeededColumn;
import dev.seedbed.rows.SeededTable;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.TableValue;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/** One row: what it holds, what the seeds say of it, and who wrote it. */
@Controller
public final class RowPages {
    static final String ROW = "/tables/{table}/rows/{id}";

    private static final int ENTRIES = 50;

    private final Console console;
    private final Rows rows;
    private final Runs runs;

    RowPages(Console console, Rows rows, Runs runs) {
        this.console = console;
        this.rows = rows;
        this.runs = runs;
    }

    /**
     * A row.
     *
     * @param haveLedger false where it is read-only
     * @param history the latest entries about it; null for who may not see them
     * @param runs those of its runs that have pages
     * @param left the list that somebody came from
     */
    public record Shown(
            SeededTable table,
            TableRow row,
            boolean haveLedger,
            @Nullable List<TrailEntry> history,
            Set<String> runs,
            LeftList left) {
        public String path() {
            return RowWords.path(row);
        }

        public List<Line> lines() {
            return table.columns().stream()
                    .map(column ->
                            new Line(column, Objects.requireNonNull(row.values().get(column.name())), row))
                    .toList();
        }

        /** True where there is something to be changed by hand. */
        public boolean isEditable() {
            return row.isThere() && !isDeleted() && lines().stream().anyMatch(line -> line.readOnly() == null);
        }

        public boolean isRestorable() {
            return row.seeder() != null
                    && !row.isProtected()
                    && (isDeleted() || lines().stream().anyMatch(Line::isRestorable));
        }

        /** True where of some column there is something to be decided, or to be said of that. */
        public boolean isDecidable() {
            return !row.isProtected() && lines().stream().anyMatch(Line::isOpen);
        }

        public boolean isDeleted() {
            return row.provenance() == Provenance.DELETED;
        }
    }

    /** A column of a row. */
    public record Line(SeededColumn column, TableValue value, TableRow row) {
        public @Nullable String readOnly() {
            return RowWords.readOnly(column, row);
        }

        /** True where it could take what is declared, and does not, or somebody decided on it. */
        public boolean isRestorable() {
            return row.isThere() && !column.isKey() && !value.isProtected() && (differs() || isDecided());
        }

        /** True where it holds another value than is declared. */
        boolean differs() {
            return switch (value.provenance()) {
                case CUSTOMISED, MANAGED, FORMER_DEFAULT -> true;
                default -> false;
            };
        }

        /** A default that a person gave by hand, which later defaults do not reach. */
        private boolean isDecided() {
            return value.provenance() == Provenance.DEFAULT
                    && value.setBy() != null
                    && (value.setBy().kind().equals("changed")
                            || value.setBy().kind().equals("created"));
        }

        public boolean isPinnable() {
            return row.isThere() && row.provenance() != Provenance.DELETED && !value.isPinned() && !value.isProtected();
        }

        public boolean isUnpinnable() {
            return value.isPinned() && !row.isPinned();
        }

        /** True where it is to be decided on, or told why it is not. */
        private boolean isOpen() {
            return isRestorable() || isPinnable() || isUnpinnable() || isReadOnly();
        }

        /** True where it is told why nobody gives it another value; of a row that is deleted there is nothing to give one. */
        public boolean isReadOnly() {
            return row.isThere() && row.provenance() != Provenance.DELETED && readOnly() != null;
        }

        /** What the seeds said of it before, as people read it. */
        public List<@Nullable String> formers() {
            List<@Nullable String> texts = new ArrayList<>();
            value.formers().forEach(former -> texts.add(RowWords.text(former)));
            return texts;
        }
    }

    /** What an entry did to the columns of the row. */
    public static List<ColumnStep> steps(TrailEntry entry) {
        List<ColumnStep> steps = new ArrayList<>();
        entry.rows().forEach(row -> {
            if (EntryWords.isPin(row)) {
                row.after().keySet().forEach(column -> steps.add(new ColumnStep(column, false, null, false, null)));
                return;
            }
            steps.addAll(EntryWords.steps(row));
        });
        return steps;
    }

    /** The sensitive columns that an entry changed, whose values stand nowhere. */
    public static List<String> secret(TrailEntry entry) {
        return entry.rows().stream().flatMap(each -> each.secret().stream()).toList();
    }

    /** The columns that held their defaults already, and count as planted by an entry. */
    public static List<String> counted(TrailEntry entry) {
        return entry.rows().stream()
                .flatMap(each -> EntryWords.counted(each).stream())
                .toList();
    }

    @GetMapping(ROW)
    @Needs("rows:read")
    View row(@PathVariable String table, @PathVariable String id, HttpServletRequest request) {
        TableRow row;
        try {
            row = rows.row(table, RowId.key(id));
        } catch (Refused e) {
            return gone(request, table, id, e);
        }
        boolean haveLedger = rows.haveLedger();
        boolean tells = haveLedger && console.may("audit:read");
        List<TrailEntry> history = tells ? history(row.table(), row.key()) : null;
        Shown shown = new Shown(
                rows.table(table),
                row,
                haveLedger,
                history,
                history == null ? Set.of() : runs(history),
                LeftList.of(request));
        return console.page(request, TablePages.SECTION, RowWords.name(row.key()) + " · " + row.table(), "row", shown);
    }

    /**
     * The page of a row that is not there and that no seed declares, where the ledger knows of it.
     *
     * @throws Refused the same where it does not, or may not be seen
     */
    private View gone(HttpServletRequest request, String table, String id, Refused refused) {
        if (!refused.code().equals("no-row") || !console.may("audit:read") || !rows.haveLedger()) {
            throw refused;
        }
        List<TrailEntry> history = history(table, RowId.key(id));
        if (history.isEmpty()) {
            throw refused;
        }
        Refusal page =
                Refusal.of(String.valueOf(request.getPathInfo()), refused).with(history, runs(history));
        return console.page(request, page.status(), TablePages.SECTION, "The row is gone", "error", page);
    }

    /** The ids of the runs that entries are of and that have pages, for whoever looks. */
    private Set<String> runs(List<TrailEntry> entries) {
        return console.may("seeds:read")
                ? runs.ofService(entries.stream().map(TrailEntry::runId).collect(Collectors.toSet()))
                : Set.of();
    }

    private List<TrailEntry> history(String table, Map<String, @Nullable String> key) {
        return rows.trail(() -> TrailFilter.latest(ENTRIES).of(table, key)).stream()
                .flatMap(RowPages::apart)
                .toList();
    }

    /** What the ledger met is no doing of whoever had it meet the row, and stands by itself, below what they did. */
    private static Stream<TrailEntry> apart(TrailEntry entry) {
        return Stream.of(false, true)
                .map(met -> entry.with(entry.rows().stream()
                        .filter(row -> (row.kind() == EntryKind.ADOPTED) == met)
                        .toList()))
                .filter(part -> !part.rows().isEmpty());
    }

    /** True for what was there before the ledger met the row. */
    public static boolean isOfBefore(TrailEntry entry) {
        return entry.rows().stream().allMatch(row -> row.kind() == EntryKind.ADOPTED);
    }

    /** True where the row went, so that its values are told as they were. */
    public static boolean isOfEnd(TrailEntry entry) {
        return entry.rows().stream()
                .allMatch(row -> row.kind() == EntryKind.DELETED && !row.isMark() || row.kind() == EntryKind.RETIRED);
    }
}
