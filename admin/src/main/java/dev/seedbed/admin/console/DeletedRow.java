package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.rows.RowRefused;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.admin.web.Call;
import dev.seedbed.admin.web.RowId;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.TableRow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The row that somebody has just deleted, for the page on which they come out. An address may claim anything, so that it is
 * told only of a row that is deleted.
 *
 * @param path of its page; null where it is gone for good
 * @param isDeclared true where it can be brought back there
 */
public record DeletedRow(String name, @Nullable String path, boolean isDeclared) {
    /** The address of a list that tells of it. */
    static String on(String list, Map<String, @Nullable String> key) {
        return list + (list.indexOf('?') < 0 ? "?" : "&") + "deleted=" + RowId.of(key);
    }

    /** @param id as the address has it; null for none */
    static @Nullable DeletedRow of(Rows rows, String table, @Nullable String id) {
        if (id == null) {
            return null;
        }
        Map<String, @Nullable String> key;
        try {
            key = RowId.key(id);
        } catch (Refused e) {
            return null;
        }
        try {
            TableRow row = rows.row(table, key);
            boolean isDeleted = row.provenance() == Provenance.DELETED || row.isMarkedDeleted();
            return isDeleted
                    ? new DeletedRow(RowWords.name(row.key()), RowWords.path(row), row.seeder() != null)
                    : null;
        } catch (RowRefused e) {
            return wasDeletedByCaller(rows, table, key) ? new DeletedRow(RowWords.name(key), null, false) : null;
        }
    }

    private static boolean wasDeletedByCaller(Rows rows, String table, Map<String, @Nullable String> key) {
        Caller caller = Call.known();
        return caller != null
                && rows.haveLedger()
                && rows.trail(() -> TrailFilter.latest(1).of(table, key)).stream()
                        .anyMatch(entry -> entry.actor().equals(caller.name())
                                && entry.rows().stream().anyMatch(row -> row.kind() == EntryKind.DELETED));
    }
}
