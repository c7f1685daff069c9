package dev.seedbed.rows;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Column;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.TableHistory;
import dev.seedbed.plan.Judgements;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.plan.LiveRows;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.RowChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells rows of a table with what a plan and the ledger say of each of their values. */
final class ToldRows {
    private final TableView view;
    private final Plan plan;
    private final @Nullable TableHistory history;

    /** @param history of the rows; null where there is no ledger */
    ToldRows(TableView view, Plan plan, @Nullable TableHistory history) {
        this.view = view;
        this.plan = plan;
        this.history = history;
    }

    TableRow of(TableView.Found row) {
        LiveRows.Live present = row.live();
        Judgements.Row declared = row.declared();
        String key = LedgerView.key(row.ledgerKey());
        Set<String> pins = history == null ? Set.of() : history.pins(key);
        Map<String, TableValue> values = new LinkedHashMap<>();
        for (Column column : view.columns().listed()) {
            values.put(column.label(), value(column, present, declared, key, pins));
        }
        RowChange change = declared == null ? other(Objects.requireNonNull(present)) : declared.change();
        Map<String, @Nullable String> name = present != null
                ? present.key()
                : Objects.requireNonNull(declared).key();
        return new TableRow(
                view.name(),
                name,
                present == null ? null : view.version(present),
                provenance(present, declared, values),
                declared == null ? null : declared.row().part().unit().name(),
                declared == null ? null : declared.row().seed().at().compact(),
                change,
                declared != null && declared.isProtected(),
                pins.contains(""),
                present != null && present.isDeleted(),
                values);
    }

    /** What the plan does to a row that no seed declares: it may be one that the seeds retire. */
    private @Nullable RowChange other(LiveRows.Live row) {
        for (RowChange change : plan.otherChanges()) {
            boolean isOfTable = view.bound().parts().stream()
                    .anyMatch(part -> part.seeds().table().equals(change.table()));
            if (isOfTable && change.key().equals(row.key())) {
                return change;
            }
        }
        return null;
    }

    private static Provenance provenance(
            LiveRows.@Nullable Live present, Judgements.@Nullable Row declared, Map<String, TableValue> values) {
        if (declared == null) {
            return present != null && present.ordinal() == LiveRows.RETIRED ? Provenance.RETIRED : Provenance.ADDED;
        }
        if (!declared.there()) {
            return Provenance.DELETED;
        }
        Provenance row = Provenance.DEFAULT;
        for (TableValue value : values.values()) {
            if (value.provenance() == Provenance.CUSTOMISED) {
                return Provenance.CUSTOMISED;
            }
            if (value.provenance() == Provenance.MANAGED
                    || value.provenance() == Provenance.FORMER_DEFAULT && row == Provenance.DEFAULT) {
                row = value.provenance();
            }
        }
        return row;
    }

    private TableValue value(
            Column column,
            LiveRows.@Nullable Live present,
            Judgements.@Nullable Row declared,
            String key,
            Set<String> pins) {
        String label = column.label();
        boolean secret = view.secrets().contains(label);
        String text = present == null ? null : present.texts().get(label);
        Map<String, @Nullable String> reference =
                present == null || secret ? Map.of() : present.references().getOrDefault(label, Map.of());
        Judgements.Value judged = declared == null ? null : declared.columns().get(label);
        TableHistory.Written written = history == null || present == null ? null : history.written(key, label);
        boolean isProtected = declared != null
                && view.judgements().protectedColumns(declared.row()).contains(label);
        return new TableValue(
                text != null,
                secret,
                secret ? null : text,
                reference,
                provenance(declared, judged),
                judged != null,
                judged == null || secret ? Map.of() : judged.declared(),
                judged == null || secret ? List.of() : judged.formers(),
                judged != null && judged.changes(),
                isProtected || declared != null && declared.isProtected(),
                pins.contains(label) || pins.contains(""),
                written != null && stands(written, column, text, reference) ? setBy(written) : null);
    }

    private static Provenance provenance(Judgements.@Nullable Row declared, Judgements.@Nullable Value value) {
        if (declared != null && !declared.there()) {
            return Provenance.DELETED;
        }
        if (value == null) {
            return Provenance.UNDECLARED;
        }
        if (!value.isCompared()) {
            return Provenance.UNCOMPARED;
        }
        if (!value.differs()) {
            return Provenance.DEFAULT;
        }
        return value.isFormer()
                ? Provenance.FORMER_DEFAULT
                : value.changes() ? Provenance.MANAGED : Provenance.CUSTOMISED;
    }

    /** True where what was written stands there still, as far as texts tell that. */
    private static boolean stands(
            TableHistory.Written written,
            Column column,
            @Nullable String text,
            Map<String, @Nullable String> reference) {
        if (written.texts().isEmpty()) {
            return true;
        }
        String plain = written.texts().get(column.label());
        if (written.texts().containsKey(column.label())) {
            return isOne(column, plain, text);
        }
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        reference.forEach((path, leaf) -> named.put(column.label() + "." + path, leaf));
        return named.equals(written.texts());
    }

    /** True where two texts are one value of a column, as far as texts tell that. */
    static boolean isOne(Column column, @Nullable String given, @Nullable String live) {
        if (given == null || live == null) {
            return given == null && live == null;
        }
        String one = CanonicalText.of(column.type(), given);
        String other = CanonicalText.ofLive(column.type(), live);
        return given.equals(live) || one != null && one.equals(other);
    }

    private static SetBy setBy(TableHistory.Written written) {
        if (written.kind() == EntryKind.ADOPTED) {
            // Whoever had the ledger meet the row wrote none of it.
            return new SetBy(written.kind().label(), null, written.at(), null, written.seq());
        }
        return new SetBy(written.kind().label(), written.actor(), written.at(), written.reason(), written.seq());
    }
}
