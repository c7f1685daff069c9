package dev.seedbed.rows;

import org.jspecify.annotations.Nullable;

/**
 * A column of a seeded table.
 *
 * @param type as the database prints it
 * @param isKey true for a part of the key by which the seeds tell rows
 * @param isDeclared true where some seed has values for it
 * @param isManaged true where the code owns it: {@code update} always brings it to the declared value
 * @param isInsertOnly true where it is planted once and never compared
 * @param isSensitive true where its values are never told
 * @param isGenerated true where the database computes or numbers it, and it takes no value
 * @param isFilledIn true where the database computes or numbers it, or the seeds have its value made ({@code on-insert},
 *     {@code on-update}), as long as nobody gives one
 * @param isProtected true where some row keeps it read-only
 * @param refersTo the table to whose rows it refers; null for none
 * @param refersToRows true where rows of that table are shown too
 * @param refersBy the column of that table which alone is the key of its rows, and whose value stands here; null where there
 *     is none such: then a value tells the key of the row to which it refers
 * @param isOptional true where a new row may leave it out
 * @param isSortable true where pages may be sorted by it
 * @param form what texts it takes
 */
public record SeededColumn(
        String name,
        String type,
        boolean nullable,
        boolean isKey,
        boolean isDeclared,
        boolean isManaged,
        boolean isInsertOnly,
        boolean isSensitive,
        boolean isGenerated,
        boolean isFilledIn,
        boolean isProtected,
        @Nullable String refersTo,
        boolean refersToRows,
        @Nullable String refersBy,
        boolean isOptional,
        boolean isSortable,
        ColumnForm form) {}
