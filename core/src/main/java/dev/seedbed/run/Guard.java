package dev.seedbed.run;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Marking;
import dev.seedbed.plan.Mode;
import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run out of a database that it is not meant for. Every plan of a run is shown to it before anything else is
 * looked at, under the lock too, and it is asked for a person's word before the first write. For one run.
 */
public final class Guard {
    private static final Set<String> RESETTABLE = Set.of("development", "test");

    private final Mode mode;
    private final String environment;
    private final String declaredBy;
    private final Confirmation confirmation;
    private @Nullable String database;
    private final boolean applies;
    private boolean confirmed;

    /** @param applies true for a run that applies a saved plan, whatever its mode */
    public Guard(Mode mode, String environment, String declaredBy, Confirmation confirmation, boolean applies) {
        this.applies = applies;
        this.mode = mode;
        this.environment = environment;
        this.declaredBy = declaredBy;
        this.confirmation = confirmation;
    }

    /**
     * Looks at the mark of a database.
     *
     * @throws SeedException refused where it is marked for another environment, or the mark is another database's
     */
    public void check(Catalogue catalogue) {
        database = catalogue.server().database();
        if (mode == Mode.RESET && !RESETTABLE.contains(environment)) {
            throw SeedException.refused(
                    "A reset is never done in " + environment + " (" + DeclaredBy.words(declaredBy) + ").",
                    database,
                    "resets are for databases marked development or test: name that environment with --env");
        }
        Marking.Row mark = mark(catalogue.marking(), database);
        if (mark != null && !mark.environment().equals(environment)) {
            throw SeedException.refused(
                    "This database is marked \"" + mark.environment() + "\", and the run is for \"" + environment
                            + "\" (" + DeclaredBy.words(declaredBy) + ").",
                    database,
                    "name the other database, or --env " + mark.environment()
                            + "; if the mark is wrong, mark it again: seedbed mark " + environment);
        }
        if (mode == Mode.RESET && mark == null && !catalogue.marking().inMemory()) {
            throw SeedException.refused(
                    "This database is not marked, and only one that is marked development or test is reset.",
                    database,
                    "if all its rows may be lost: seedbed mark " + environment);
        }
    }

    /** The one mark of a database; null where it has none. */
    private static Marking.@Nullable Row mark(Marking marking, String database) {
        Marking.Row found = null;
        String foundIn = "";
        for (Marking.Marker marker : marking.markers()) {
            Marking.Row mark = mark(marker, database);
            if (found != null && !found.environment().equals(mark.environment())) {
                throw SeedException.refused(
                        "This database is marked twice: \"" + found.environment() + "\" in " + foundIn + " and \""
                                + mark.environment() + "\" in " + marker.table() + ".",
                        database,
                        "drop the table that is wrong");
            }
            found = mark;
            foundIn = marker.table();
        }
        return found;
    }

    private static Marking.Row mark(Marking.Marker marker, String database) {
        List<Marking.Row> rows = marker.rows();
        if (rows == null) {
            throw SeedException.refused(
                    "The mark of this database cannot be read.",
                    "table " + marker.table() + ", database " + database,
                    "grant select on it, and usage on its schema, to the user of the run");
        }
        if (rows.size() != 1) {
            throw SeedException.refused(
                    "The mark of this database has " + rows.size() + " rows instead of one.",
                    "table " + marker.table() + ", database " + database,
                    "mark it again: seedbed mark ENVIRONMENT");
        }
        Marking.Row mark = rows.get(0);
        if (!mark.boundTo().equals(marker.identity())) {
            throw SeedException.refused(
                    "This database holds the mark of another one, as a restored dump or a copy does: \""
                            + mark.environment() + "\", written in " + mark.boundTo() + ".",
                    database
                            + (marker.identity() == null || marker.identity().equals(database)
                                    ? ""
                                    : ", which is " + marker.identity()),
                    "say what this one is for: seedbed mark ENVIRONMENT");
        }
        return mark;
    }

    /**
     * Asks for a person's word where this run needs it, once.
     *
     * @throws SeedException refused where it is not given
     */
    void confirm() {
        boolean needed = mode == Mode.RESET || (mode == Mode.UPDATE || applies) && environment.equals("production");
        if (!needed || confirmed) {
            return;
        }
        confirm(confirmation, mode.label() + " " + environment, String.valueOf(database));
        confirmed = true;
    }

    static void confirm(Confirmation confirmation, String what, String database) {
        if (!confirmation.confirms(what, database)) {
            throw SeedException.refused(
                    "\"" + what + "\" was not confirmed.",
                    database,
                    "type the database's name when asked, or add --yes");
        }
    }
}
