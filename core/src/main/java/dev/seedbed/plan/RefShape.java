package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How references of one column name their target: by which columns of it, some of which may be references themselves.
 * There is one object for one shape of one column, so shapes are told apart by identity.
 */
public final class RefShape {
    private final Table target;
    private final Column targetColumn;
    private final List<Lookup> lookups;
    private final List<Leaf> leaves;

    /**
     * One column of the target.
     *
     * @param nested how its value names a third row, where it is a reference itself; else null
     */
    public record Lookup(Column column, @Nullable RefShape nested) {}

    /**
     * A text that a reference consists of.
     *
     * @param path its name below the referring column, such as {@code organization_id.slug}
     */
    public record Leaf(String path, ColumnType type) {}

    RefShape(Table target, Column targetColumn, List<Lookup> lookups) {
        this.target = target;
        this.targetColumn = targetColumn;
        this.lookups = List.copyOf(lookups);
        List<Leaf> collected = new ArrayList<>();
        collect("", collected);
        this.leaves = List.copyOf(collected);
    }

    /** The table referred to. */
    public Table target() {
        return target;
    }

    /** The column whose value the reference stands for. */
    public Column targetColumn() {
        return targetColumn;
    }

    /** The columns that identify the target row, in the order of its table. */
    public List<Lookup> lookups() {
        return lookups;
    }

    /** How many tables have to be joined to read it. */
    int tables() {
        int tables = 1;
        for (Lookup lookup : lookups) {
            tables += lookup.nested() == null ? 0 : lookup.nested().tables();
        }
        return tables;
    }

    /** A reference of the shape to nothing. */
    Cell.Reference nothing() {
        return new Cell.Reference(this, Collections.nCopies(leaves.size(), null));
    }

    /** The texts that a reference consists of, in order. */
    public List<Leaf> leaves() {
        return leaves;
    }

    /**
     * The condition that a row of the target is the one to which a column refers: of a foreign key over several columns all
     * of them, since one alone may mean many rows.
     *
     * @param alias of the target
     */
    public String joinedOn(Dialect dialect, Table owner, String ownerAlias, Column column, String alias) {
        ForeignKey foreignKey = owner.foreignKey(column);
        int position = foreignKey == null ? -1 : foreignKey.columns().indexOf(column.name());
        if (foreignKey == null
                || !foreignKey.target().equals(target.name())
                || !foreignKey.targetColumns().get(position).equals(targetColumn.name())) {
            return alias + "." + dialect.quote(targetColumn.name()) + " = " + ownerAlias + "."
                    + dialect.quote(column.name());
        }
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < foreignKey.columns().size(); i++) {
            conditions.add(
                    alias + "." + dialect.quote(foreignKey.targetColumns().get(i)) + " = " + ownerAlias + "."
                            + dialect.quote(foreignKey.columns().get(i)));
        }
        return String.join(" and ", conditions);
    }

    private void collect(String prefix, List<Leaf> into) {
        for (Lookup lookup : lookups) {
            String path = prefix + lookup.column().label();
            if (lookup.nested() == null) {
                into.add(new Leaf(path, lookup.column().type()));
            } else {
                lookup.nested().collect(path + ".", into);
            }
        }
    }
}
