package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.web.LedgerEndpoints.EntryAnswer;
import dev.seedbed.admin.web.LedgerEndpoints.EntryRow;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerExportTest {
    private static final Map<String, @Nullable String> TEAM = Map.of("code", "team");

    private static Map<String, @Nullable String> values(@Nullable String... namesAndTexts) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            values.put(String.valueOf(namesAndTexts[i]), namesAndTexts[i + 1]);
        }
        return values;
    }

    private static EntryRow row(
            String kind,
            Map<String, @Nullable String> key,
            Map<String, @Nullable String> before,
            Map<String, @Nullable String> after,
            List<String> kept,
            List<String> secret) {
        return new EntryRow(kind, key, null, before, after, kept, secret);
    }

    /** The lines behind the header, without what is the same in all lines of an entry. */
    private static List<String> lines(EntryRow... rows) throws IOException {
        EntryAnswer entry = new EntryAnswer(
                7,
                "r",
                "2026-11-28T10:00:00.000000Z",
                "ann",
                "change",
                "test",
                null,
                null,
                "tier",
                "changed 1",
                rows.length,
                List.of(rows));
        return written(entry).stream()
                .map(line -> line.replace("7,r,2026-11-28T10:00:00.000000Z,ann,change,test,,,tier,", ""))
                .toList();
    }

    private static List<String> written(EntryAnswer entry) throws IOException {
        StringWriter file = new StringWriter();
        LedgerExport.FILE.csv(List.of(entry), before -> List.of(), file);
        return file.toString().lines().skip(1).toList();
    }

    @Test
    void each_column_has_a_line_that_tells_null_from_the_empty_text_and_from_nothing_told() throws IOException {
        assertThat(lines(
                        row(
                                "changed",
                                TEAM,
                                values("name", "NULL", "note", null, "seats", ""),
                                values("name", "Team", "note", "", "seats", null),
                                List.of(),
                                List.of()),
                        row("planted", Map.of("code", "free"), Map.of(), values("price", null), List.of(), List.of()),
                        row("deleted", Map.of("code", "own"), values("price", "3"), Map.of(), List.of(), List.of())))
                .containsExactly(
                        "changed,code=team,,name,NULL,value,Team,value,",
                        "changed,code=team,,note,,null,,empty,",
                        "changed,code=team,,seats,,empty,,null,",
                        "planted,code=free,,price,,,,null,",
                        "deleted,code=own,,price,3,value,,,");
    }

    @Test
    void a_sensitive_column_is_told_as_that_and_one_that_a_person_decided_on_as_kept() throws IOException {
        assertThat(lines(
                        row("changed", TEAM, values("price", "1"), values("price", "2"), List.of(), List.of("token")),
                        row("adopted", TEAM, Map.of(), values("price", "2"), List.of("price", "token"), List.of())))
                .containsExactly(
                        "changed,code=team,,price,1,value,2,value,",
                        "changed,code=team,,token,,sensitive,,sensitive,",
                        "adopted,code=team,,price,,,2,value,yes",
                        "adopted,code=team,,token,,,,,yes");
    }

    @Test
    void a_column_that_refers_is_kept_under_the_name_of_what_it_refers_to_and_the_key_has_no_line() throws IOException {
        assertThat(lines(row(
                        "adopted",
                        TEAM,
                        Map.of(),
                        values("tier_id.code", "pro"),
                        List.of("code", "tier_id"),
                        List.of())))
                .containsExactly("adopted,code=team,,tier_id.code,,,pro,value,yes");
    }

    @Test
    void of_a_row_that_was_just_made_nothing_was_there_before_and_nothing_is_kept() throws IOException {
        assertThat(lines(
                        row(
                                "created",
                                TEAM,
                                Map.of(),
                                values("price", "5"),
                                List.of("id", "code", "price", "token"),
                                List.of("token")),
                        row("planted", TEAM, Map.of(), Map.of(), List.of(), List.of("token")),
                        row("restored", TEAM, Map.of(), Map.of(), List.of(), List.of("token"))))
                .containsExactly(
                        "created,code=team,,price,,,5,value,",
                        "created,code=team,,token,,,,sensitive,",
                        "planted,code=team,,token,,,,sensitive,",
                        "restored,code=team,,token,,,,sensitive,");
    }

    @Test
    void what_tells_of_no_value_has_a_line_all_the_same() throws IOException {
        assertThat(lines(
                        row("pinned", TEAM, Map.of(), values("price", null), List.of(), List.of()),
                        row("unpinned", TEAM, Map.of(), Map.of(), List.of(), List.of())))
                .containsExactly("pinned,code=team,,price,,,,,", "unpinned,code=team,,,,,,,");
        EntryAnswer enabled =
                new EntryAnswer(1, "r", "t", "ann", "enable", "test", null, null, null, "enabled", 0, List.of());
        assertThat(written(enabled)).containsExactly("1,r,t,ann,enable,test,,,,enabled,,,,,,,,");
    }

    @Test
    void a_key_is_told_so_that_nothing_in_it_can_be_taken_for_something_else() throws IOException {
        assertThat(lines(
                        row("deleted", values("a", "x", "b", null), Map.of(), Map.of(), List.of(), List.of()),
                        row("deleted", values("a", "x, b=NULL", "b", "NULL"), Map.of(), Map.of(), List.of(), List.of()),
                        row("deleted", values("a", "it's", "b", ""), Map.of(), Map.of(), List.of(), List.of())))
                .containsExactly(
                        "deleted,\"a=x, b=NULL\",,,,,,,",
                        "deleted,\"a='x, b=NULL', b='NULL'\",,,,,,,",
                        "deleted,\"a='it''s', b=''\",,,,,,,");
    }

    @Test
    void a_formula_stands_behind_an_apostrophe_and_a_number_is_one() throws IOException {
        assertThat(lines(row(
                        "changed",
                        TEAM,
                        values("price", "-12.50", "note", "-1+cmd|' /C calc'!A0"),
                        values("price", "-3", "note", "=1+1"),
                        List.of(),
                        List.of())))
                .containsExactly(
                        "changed,code=team,,price,-12.50,value,-3,value,",
                        "changed,code=team,,note,'-1+cmd|' /C calc'!A0,value,'=1+1,value,");
    }

    @Test
    void no_formula_begins_within_a_text_for_a_spreadsheet_with_another_separator() throws IOException {
        assertThat(lines(row(
                        "changed",
                        Map.of("code", "a;=1"),
                        values("a", "x;=cmd|' /C calc'!A0;y", "b", "1; \"@x", "c", "1;-2.5;-3", "d", "a\t+1"),
                        Map.of(),
                        List.of(),
                        List.of())))
                .containsExactly(
                        "changed,code=a;'=1,,a,x;'=cmd|' /C calc'!A0;y,value,,,",
                        "changed,code=a;'=1,,b,\"1; \"\"'@x\",value,,,",
                        "changed,code=a;'=1,,c,1;-2.5;-3,value,,,",
                        "changed,code=a;'=1,,d,a\t'+1,value,,,");
    }
}
