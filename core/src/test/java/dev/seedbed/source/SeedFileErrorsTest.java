package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedException;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedFileErrorsTest {
    @TempDir
    Path directory;

    private String error(String yaml) {
        return new SeedsDirectory(directory).file("t.yaml", yaml).error();
    }

    @Test
    void unknown_keys_are_refused_with_the_nearest_known_one() {
        assertThat(error("""
                        tabels: {}
                        _note: hello
                        tables:
                          tier:
                            manged: [a]
                            rows: [{a: 1, $wsa: {a: 2}}]
                            retired: [{a: 1, $sett: {a: 2}}]
                        """)).isEqualTo("""
                        Unknown key "tabels" in the seed file.
                          where: seeds/t.yaml, line 1, column 1
                          mend:  write "tables"; known keys are seeder, group, environments, after, tables, sql, $schema
                        Unknown key "_note" in the seed file.
                          where: seeds/t.yaml, line 2, column 1
                          mend:  write notes as comments, after "#"; known keys are seeder, group, environments, after, tables, sql, $schema
                        Unknown key "manged" in table "tier".
                          where: seeds/t.yaml, line 5, column 5
                          mend:  write "managed"; known keys are key, managed, insert-only, sensitive, on-insert, on-update, missing, soft-delete, rows, retired
                        Unknown directive "$wsa" in a row of table "tier".
                          where: seeds/t.yaml, line 6, column 19
                          mend:  write "$was"; known directives are $was, $formerly, $restore, $protected, $required
                        Unknown directive "$sett" in a row of table "tier".
                          where: seeds/t.yaml, line 7, column 22
                          mend:  write "$set"; known directives are $set""");
    }

    @Test
    void what_a_seeder_says_of_itself_is_checked() {
        assertThat(error("""
                        seeder:
                        group: cor
                        environments: []
                        after: {a: b}
                        tables: {t: {rows: [{a: 1}]}}
                        """)).isEqualTo("""
                        "seeder" in the seed file has no value.
                          where: seeds/t.yaml, line 1, column 1
                          mend:  write the seeder's name, or remove the key: it is then the file's name
                        "group" in the seed file is "cor".
                          where: seeds/t.yaml, line 2, column 1
                          mend:  write one of core, update, dev
                        "environments" in the seed file is empty.
                          where: seeds/t.yaml, line 3, column 1
                          mend:  list environments, or remove the key for all of them
                        "after" in the seed file is a mapping, but a list of names is expected.
                          where: seeds/t.yaml, line 4, column 1
                          mend:  list names of seeders""");
    }

    @Test
    void a_dev_seeder_cannot_name_production() {
        assertThat(error("group: dev\nenvironments: [test, production]\ntables: {t: {rows: [{a: 1}]}}"))
                .isEqualTo("""
                        A seeder of group "dev" names environments other than development and test: production, test.
                          where: seeds/t.yaml, line 2, column 1
                          mend:  name only development and test, or choose the group core or update""");
    }

    @Test
    void options_of_a_table_are_checked() {
        assertThat(error("""
                        tables:
                          t:
                            key: []
                            managed: [a, a]
                            insert-only: [a]
                            sensitive: {}
                            on-insert: [x]
                            on-update: {$now: true}
                            missing: hodl
                            soft-delete:
                            rows: [{a: 1}]
                        """)).isEqualTo("""
                        "key" in table "t" is empty.
                          where: seeds/t.yaml, line 3, column 5
                          mend:  list the columns that identify a row, or remove it
                        "managed" in table "t" names "a" twice.
                          where: seeds/t.yaml, line 4, column 18
                          mend:  keep one of the two
                        "insert-only" in table "t" names "a", which "managed" names too.
                          where: seeds/t.yaml, line 5, column 5
                          mend:  decide: managed columns are always brought to the declared value, insert-only ones never
                        "sensitive" in table "t" is a mapping, but a list of names is expected.
                          where: seeds/t.yaml, line 6, column 5
                          mend:  list names of columns
                        "on-insert" in table "t" is a list, but a mapping of columns is expected.
                          where: seeds/t.yaml, line 7, column 5
                          mend:  write columns and values, such as {id: {$uuid: v7}}
                        Directive "$now" cannot stand in "on-update" in table "t".
                          where: seeds/t.yaml, line 8, column 17
                          mend:  remove it; only columns stand here
                        "missing" in table "t" is "hodl".
                          where: seeds/t.yaml, line 9, column 5
                          mend:  write one of insert, hold
                        "soft-delete" in table "t" has no value.
                          where: seeds/t.yaml, line 10, column 5
                          mend:  name the column that says when a row was deleted""");
    }

    @Test
    void rows_are_checked() {
        assertThat(error("""
                        tables:
                          none: {}
                          nothing:
                          list: []
                          empty: {rows: }
                          t:
                            rows:
                              - {}
                              - 3
                              - {$was: {a: 1}}
                              - {a: 1, $restore: yes, $required: 1, $protected: [b], $formerly: [], $was: {b: 2, a: []}}
                              - {a: 1, $formerly: [{}, 3], $protected: [], $was: 3}
                            retired: [{}, {a: 1, $set: {}}]
                        """)).isEqualTo("""
                        "rows" is missing in table "none".
                          where: seeds/t.yaml, line 2, column 9
                          mend:  write a list of rows, {csv: file}, or {grid: file, down: column, across: column}
                        There is nothing under table "nothing", but a mapping is expected.
                          where: seeds/t.yaml, line 3, column 3
                          mend:  write "rows:" below the table's name, and the rows below that
                        There is a list under table "list", but a mapping is expected.
                          where: seeds/t.yaml, line 4, column 3
                          mend:  write "rows:" below the table's name, and the rows below that
                        "rows" in table "empty" has no rows that can be read.
                          where: seeds/t.yaml, line 5, column 11
                          mend:  write a list of rows, {csv: file}, or {grid: file, down: column, across: column}
                        A row of table "t" has no columns.
                          where: seeds/t.yaml, line 8, column 9
                          mend:  declare at least the columns that identify it, or remove the row
                        A row of table "t" is a plain value, but a mapping of columns is expected.
                          where: seeds/t.yaml, line 9, column 9
                          mend:  write the row as columns and values, such as {code: starter, name: Starter}
                        A row of table "t" has no columns.
                          where: seeds/t.yaml, line 10, column 9
                          mend:  declare at least the columns that identify it, or remove the row
                        Directive "$was" names "b", which the row does not declare.
                          where: seeds/t.yaml, line 11, column 84
                          mend:  name a column of the row: a
                        Directive "$was" lists no former default of "a".
                          where: seeds/t.yaml, line 11, column 90
                          mend:  list them, or remove the column from "$was"
                        Directive "$formerly" is empty.
                          where: seeds/t.yaml, line 11, column 73
                          mend:  list former keys of the row, or remove it
                        Directive "$restore" is "yes".
                          where: seeds/t.yaml, line 11, column 26
                          mend:  write true, or remove it
                        Directive "$protected" names "b", which the row does not declare.
                          where: seeds/t.yaml, line 11, column 58
                          mend:  name a column of the row: a
                        Directive "$required" is "1".
                          where: seeds/t.yaml, line 11, column 42
                          mend:  write true, or remove it
                        Directive "$was" is "3".
                          where: seeds/t.yaml, line 12, column 58
                          mend:  write each column with its former defaults, such as {price: [9]}
                        Directive "$formerly" has an empty mapping for a key.
                          where: seeds/t.yaml, line 12, column 28
                          mend:  write a former key of the row, such as {code: pro}, or a list of them
                        Directive "$formerly" has "3" for a key.
                          where: seeds/t.yaml, line 12, column 32
                          mend:  write a former key of the row, such as {code: pro}, or a list of them
                        Directive "$protected" is empty.
                          where: seeds/t.yaml, line 12, column 48
                          mend:  write true, or a list of columns
                        A retired row of table "t" has no columns.
                          where: seeds/t.yaml, line 13, column 15
                          mend:  declare the columns that identify it, or remove it
                        Directive "$set" has no columns.
                          where: seeds/t.yaml, line 13, column 26
                          mend:  write columns and values, such as {is_active: false}, or remove it to delete the row""");
    }

    @Test
    void a_file_that_declares_nothing_is_an_error() {
        assertThat(error("seeder: x\n")).isEqualTo("""
                        The seed file declares nothing.
                          where: seeds/t.yaml
                          mend:  declare tables under "tables:", or delete the file""");
        assertThat(error("tables: {}\n")).isEqualTo("""
                        "tables" in the seed file has no tables.
                          where: seeds/t.yaml, line 1, column 1
                          mend:  write the table's name below it, and its "rows:" below that""");
        assertThat(error("- a\n")).isEqualTo("""
                        A seed file is a mapping, but this one is a list.
                          where: seeds/t.yaml, line 1, column 1
                          mend:  begin with "tables:" and put each table under it""");
    }

    @Test
    void problems_of_all_files_come_together_in_the_order_of_the_files() {
        assertThat(new SeedsDirectory(directory)
                        .file("b.yaml", "")
                        .file("a/c.csv", "x,x\n")
                        .file("a.yaml", "tables: {t: {}}")
                        .error())
                .isEqualTo("""
                        "rows" is missing in table "t".
                          where: seeds/a.yaml, line 1, column 13
                          mend:  write a list of rows, {csv: file}, or {grid: file, down: column, across: column}
                        The header names "x" twice, in columns 1 and 2.
                          where: seeds/a/c.csv, line 1
                          mend:  rename or remove one of the two
                        The file is empty.
                          where: seeds/b.yaml
                          mend:  declare tables under "tables:", or delete it""");
    }

    @Test
    void after_200_problems_the_rest_is_counted() {
        SeedsDirectory seeds = new SeedsDirectory(directory)
                .file("a.yaml", "tables: {t: {rows: [" + "{}, ".repeat(300) + "]}}")
                .file("b.yaml", "tables: {t: {rows: [" + "{}, ".repeat(300) + "]}}");
        Throwable thrown = Assertions.catchThrowable(seeds::read);
        assertThat(thrown).isInstanceOfSatisfying(SeedException.class, e -> {
            assertThat(e.problems()).hasSize(201);
            assertThat(e.problems().get(200))
                    .hasToString("400 more problems were found.\n  mend:  mend the ones above and run again");
        });
    }

    @Test
    void a_sql_seeder_needs_all_it_says() {
        assertThat(new SeedsDirectory(directory)
                        .file("x.sql", "update t set a = 1")
                        .file(
                                "t.yaml",
                                "sql: [{file: x.sql, touches: []}, {fle: y.sql, touches: t, done-when: select 1}]")
                        .error())
                .isEqualTo("""
                        "done-when" is missing in the SQL seed.
                          where: seeds/t.yaml, line 1, column 7
                          mend:  write a query that answers true where nothing is left to do
                        "touches" names no table in the SQL seed.
                          where: seeds/t.yaml, line 1, column 21
                          mend:  list the tables that the SQL writes
                        Unknown key "fle" in the SQL seed.
                          where: seeds/t.yaml, line 1, column 36
                          mend:  write "file"; known keys are file, touches, done-when
                        "file" is missing in the SQL seed.
                          where: seeds/t.yaml, line 1, column 35
                          mend:  name the file that holds the SQL""");
    }
}
