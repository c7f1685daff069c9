package dev.seedbed;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.ledger.LedgerCreation;
import dev.seedbed.ledger.LedgerHead;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerRun;
import dev.seedbed.ledger.LedgerTable;
import dev.seedbed.ledger.LedgerWriter;
import dev.seedbed.ledger.Pins;
import dev.seedbed.ledger.RowHistory;
import dev.seedbed.ledger.RunList;
import dev.seedbed.ledger.RunSummary;
import dev.seedbed.ledger.Verification;
import dev.seedbed.ledger.Verifier;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Guard;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The optional memory of a database: the table {@code seedbed_ledger}, in which runs write down what they did to the rows
 * of the seeds, and people what they pin. It is found as the tables of the seeds are. All but {@link #isEnabled},
 * {@link #enable}, {@link #ddl} and {@link #key} throw a {@link SeedException} where there is none, and where the database cannot be
 * asked.
 */
public final class Ledger {
    private static final String NEEDED = "This needs the ledger";

    private final Setup setup;
    private final Supplier<List<SeedUnit>> units;

    /** @param units reads the seeds */
    Ledger(Setup setup, Supplier<List<SeedUnit>> units) {
        this.setup = setup;
        this.units = units;
    }

    public boolean isEnabled() {
        return setup.target().reading((connection, dialect) -> LedgerTable.in(describe(connection, dialect)) != null);
    }

    /**
     * Makes the ledger, in a transaction of its own; where it is there, and the key in {@code SEEDBED_LEDGER_KEY} is not
     * the one that sealed its last entry, has that key seal it from now on.
     *
     * @throws SeedException also where runs join the caller's transaction, since DDL may commit
     */
    public LedgerCreation.Outcome enable() {
        if (setup.target().connection() != null) {
            throw SeedException.usage(
                    "The ledger cannot be made in the transaction of a caller, which DDL would commit.",
                    "use Seedbed.on(dataSource)");
        }
        return setup.target()
                .writing((connection, dialect) -> LedgerCreation.run(
                        connection,
                        dialect,
                        setup.target().schema(),
                        by("enable", describe(connection, dialect)),
                        key()));
    }

    /** The DDL for migrations of one's own, with comments that say what to grant. */
    public String ddl() {
        return setup.target()
                .reading((connection, dialect) ->
                        LedgerCreation.ddl(connection, dialect, setup.target().schema()));
    }

    /**
     * Looks whether entries were edited, deleted, reordered, dated otherwise or cut off.
     *
     * @param head what {@link #head} was at some time, kept elsewhere; null for none
     */
    public Verification verify(@Nullable String head) {
        LedgerHead noted = head == null ? null : LedgerHead.of(head);
        return setup.target()
                .reading((connection, dialect) ->
                        new Verifier(dialect, required(connection, dialect), key(), noted).run(connection));
    }

    /** The last entry, to be kept elsewhere; null for an empty ledger. */
    public @Nullable LedgerHead head() {
        return setup.target()
                .reading((connection, dialect) ->
                        Optional.ofNullable(LedgerHead.last(connection, dialect, required(connection, dialect))))
                .orElse(null);
    }

    /** Whether the entry that was the last one at some time, as {@link #head} told it, is still there. */
    public boolean holds(LedgerHead head) {
        return setup.target()
                .reading((connection, dialect) -> head.isIn(connection, dialect, required(connection, dialect)));
    }

    /** The latest runs, the last one first. */
    public List<RunSummary> runs(int most) {
        return setup.target()
                .reading((connection, dialect) ->
                        new RunList(dialect, required(connection, dialect)).latest(connection, most));
    }

    /**
     * What the ledger knows of one row.
     *
     * @param key the texts of its natural key, under the names that reports use
     * @throws SeedException also for a row that neither the ledger nor the database knows
     */
    public RowHistory show(String table, Map<String, @Nullable String> key) {
        return setup.target()
                .reading((connection, dialect) -> pins(connection, dialect, required(connection, dialect), List.of())
                        .show(table, key));
    }

    /**
     * Writes down that a row, or one column of it, is to stay as it is, whatever seeds declare. The row itself is left
     * alone.
     *
     * @param key the texts of its natural key, under the names that reports use
     * @param column null for the whole row
     * @return false where it was pinned already
     * @throws SeedException also for a row or column that neither the ledger nor the database knows, for a row whose key the
     *     seeds call sensitive, and where there are seeds that cannot be read
     */
    public boolean pin(String table, Map<String, @Nullable String> key, @Nullable String column) {
        List<SeedTable> seeds = seeds();
        return setup.target().writing((connection, dialect) -> {
            Catalogue catalogue = describe(connection, dialect);
            TableName ledger = Pins.required(catalogue, "A pin is kept in the ledger");
            return pins(connection, dialect, ledger, seeds)
                    .pin(writer(connection, dialect, ledger, by("pin", catalogue)), table, key, column);
        });
    }

    /**
     * Takes back what {@link #pin} wrote down.
     *
     * @param column null for every pin of the row
     * @return false where nothing was pinned
     * @throws SeedException also for one column of a row that is pinned as a whole
     */
    public boolean unpin(String table, Map<String, @Nullable String> key, @Nullable String column) {
        return setup.target().writing((connection, dialect) -> {
            Catalogue catalogue = describe(connection, dialect);
            TableName ledger = Pins.required(catalogue, "A pin is kept in the ledger");
            return pins(connection, dialect, ledger, List.of())
                    .unpin(writer(connection, dialect, ledger, by("unpin", catalogue)), table, key, column);
        });
    }

    private Pins pins(Connection connection, Dialect dialect, TableName ledger, List<SeedTable> seeds) {
        return new Pins(connection, dialect, ledger, setup.target().schema(), seeds);
    }

    /** What the seeds declare; nothing where there are none, as for somebody who has only the database. */
    private List<SeedTable> seeds() {
        try {
            return units.get().stream().flatMap(unit -> unit.tables().stream()).toList();
        } catch (SeedException e) {
            if (e.kind() == SeedException.Kind.USAGE
                    || setup.wanted().source().locations().isEmpty()) {
                return List.of();
            }
            throw e;
        }
    }

    private LedgerWriter writer(Connection connection, Dialect dialect, TableName ledger, LedgerRun run) {
        return new LedgerWriter(connection, dialect, ledger, run, key());
    }

    private Catalogue describe(Connection connection, Dialect dialect) throws SQLException {
        return dialect.describe(
                connection, List.of(LedgerTable.NAME), setup.target().schema());
    }

    private TableName required(Connection connection, Dialect dialect) throws SQLException {
        return Pins.required(describe(connection, dialect), NEEDED);
    }

    private LedgerRun by(String command, Catalogue catalogue) {
        new Guard(
                        Mode.FILL,
                        setup.target().environment(),
                        setup.target().environmentDeclaredBy(),
                        setup.asked().confirmation(),
                        false)
                .check(catalogue);
        return setup.ledgerRun(command, catalogue);
    }

    /**
     * What seals entries, out of {@code SEEDBED_LEDGER_KEY}, for what else is to be sealed by the same means; also where there
     * is no ledger.
     *
     * @throws SeedException for a key that could be guessed
     */
    public LedgerKey key() {
        return setup.ledgerKey();
    }
}
