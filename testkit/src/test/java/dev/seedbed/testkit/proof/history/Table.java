package dev.seedbed.testkit.proof.history;

import java.util.List;
import java.util.stream.Stream;

/**
 * The tables that histories are about. A tier has a surrogate key, so that references to a renamed one stay; it is what
 * the others refer to, and tiers to each other.
 *
 * @param seeder which declares it
 * @param softDelete the column that marks a row as deleted by hand; empty for none
 * @param ddl its columns and constraints but for the surrogate key
 */
record Table(String name, String seeder, List<String> key, List<Column> columns, String softDelete, String ddl) {
    static final Table TIER = new Table(
            "tier",
            "tiers",
            List.of("code"),
            List.of(
                    Column.required("code", Kind.TEXT),
                    new Column("name", Kind.TEXT, false, true, null, true),
                    Column.of("price", Kind.NUMERIC),
                    Column.of("is_active", Kind.BOOLEAN),
                    Column.of("blurb", Kind.TEXT),
                    Column.of("badge", Kind.TEXT),
                    Column.of("parent_id", Kind.REFERENCE),
                    Column.byHandOnly("remark"),
                    Column.byHandOnly("touched")),
            "",
            "code varchar(20) not null unique, name varchar(20) unique, price numeric(10,2), is_active boolean,"
                    + " blurb varchar(20), badge varchar(20), parent_id integer references tier on delete set null,"
                    + " remark varchar(20), touched varchar(20)");

    static final Table FEATURE = new Table(
            "feature",
            "features",
            List.of("code"),
            List.of(
                    Column.required("code", Kind.TEXT),
                    new Column("category", Kind.TEXT, true, false, "other", true),
                    Column.of("weight", Kind.NUMERIC),
                    new Column("enabled", Kind.BOOLEAN, true, false, "false", true),
                    Column.of("tier_id", Kind.REFERENCE),
                    Column.byHandOnly("deleted_at")),
            "deleted_at",
            "code varchar(20) primary key, category varchar(20) not null default 'other', weight numeric(10,2),"
                    + " enabled boolean not null default false, tier_id integer references tier on delete set null,"
                    + " deleted_at varchar(20)");

    static final Table GRANT = new Table(
            "tier_grant",
            "features",
            List.of("tier_id", "feature"),
            List.of(
                    Column.required("tier_id", Kind.REFERENCE),
                    Column.required("feature", Kind.TEXT),
                    Column.of("level", Kind.TEXT),
                    Column.byHandOnly("remark")),
            "",
            "tier_id integer not null references tier on delete cascade, feature varchar(20) not null,"
                    + " level varchar(20), remark varchar(20), primary key (tier_id, feature)");

    /** Those that are referred to come first. */
    static final List<Table> ALL = List.of(TIER, FEATURE, GRANT);

    static Table named(String name) {
        return ALL.stream().filter(it -> it.name.equals(name)).findFirst().orElseThrow();
    }

    Column column(String column) {
        return columns.stream()
                .filter(it -> it.name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    Stream<Column> seedable() {
        return columns.stream().filter(Column::seedable).filter(it -> !key.contains(it.name()));
    }

    Stream<Column> references() {
        return columns.stream().filter(Column::refers);
    }

    @Override
    public String toString() {
        return name;
    }
}
