package dev.seedbed.run;

import java.nio.file.Path;

/** Somebody's word that a database is the one that is meant, before something that cannot be taken back. */
@FunctionalInterface
public interface Confirmation {
    /** For callers whose own code is the word; the default of the library. */
    Confirmation GIVEN = (what, database) -> true;

    /**
     * Asks, or answers for a person who was asked before; no transaction is open meanwhile, unless it is the caller's.
     *
     * @param what is about to happen, such as {@code update production}
     * @param database its name; the path of its file where it is one
     * @return false where it is not the database that was meant, or nobody can say so
     */
    boolean confirms(String what, String database);

    /** Confirms the database whose name was typed; of a file, the last part of its path is enough. */
    static Confirmation of(String typed) {
        return (what, database) -> matches(typed, database);
    }

    /** True where somebody who typed this means that database. */
    static boolean matches(String typed, String database) {
        String name = typed.strip();
        Path file = Path.of(database).getFileName();
        return name.equals(database) || (file != null && name.equals(file.toString()));
    }
}
