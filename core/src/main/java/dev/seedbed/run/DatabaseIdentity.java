package dev.seedbed.run;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.JsonText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which database a plan was made for.
 *
 * @param identity what the server itself says to be; null where it may not be asked
 * @param address the host and port that the connection leads to; null for none
 */
record DatabaseIdentity(
        @Nullable String identity,
        String database,
        @Nullable String address,
        String schema) {
    static DatabaseIdentity of(Connection connection, Dialect dialect, Catalogue.Server server) throws SQLException {
        return new DatabaseIdentity(
                dialect.identity(connection), server.database(), dialect.address(connection), server.schema());
    }

    /** Reads what {@link #json} wrote; null where it is something else. */
    static @Nullable DatabaseIdentity of(String json) {
        Map<String, String> members = JsonText.members(json);
        String database = members == null ? null : text(members, "database");
        String schema = members == null ? null : text(members, "schema");
        return members == null || database == null || schema == null
                ? null
                : new DatabaseIdentity(text(members, "identity"), database, text(members, "address"), schema);
    }

    private static @Nullable String text(Map<String, String> members, String name) {
        return JsonText.unquote(members.getOrDefault(name, "null"));
    }

    String json() {
        return "{\"database\": " + JsonText.quote(database) + ", \"schema\": " + JsonText.quote(schema)
                + ", \"identity\": " + json(identity) + ", \"address\": " + json(address) + "}";
    }

    private static String json(@Nullable String text) {
        return text == null ? "null" : JsonText.quote(text);
    }

    /** Two that both know their identity may have been reached by different names. */
    boolean isSame(DatabaseIdentity other) {
        boolean same = identity == null || other.identity == null
                ? Objects.equals(address, other.address)
                : identity.equals(other.identity);
        return same && database.equals(other.database) && schema.equals(other.schema);
    }

    @Override
    public String toString() {
        return database + (address == null ? "" : " on " + address) + ", schema " + schema
                + (identity == null || identity.equals(database) ? "" : ", identity " + identity);
    }
}
